import type { Known, Tongue } from './catalogue/index.ts';
import type { Knowledge } from './knowledge.ts';
import { type Question, question } from './question.ts';
import { aspectChances } from './understand/aspect-model.ts';
import { factsIn } from './understand/facts.ts';
import { partsOf } from './understand/parts.ts';
import { placeIn } from './understand/places.ts';
import { tongueOf } from './understand/tongue.ts';

/** A message as it was understood. */
export interface Heard {
  readonly text: string;
  readonly tongue: Tongue | undefined;
  /** One question, or two that stand in one message. */
  readonly questions: readonly Question[];
  readonly known: Known;
  readonly place: string | undefined;
}

/** Both halves of a message must ask this clearly to be taken for two questions. */
const SURE_OF_TWO = 0.6;

/** Understands a typed message. Bounded work, whatever its length. */
export function hear(knowledge: Knowledge, text: string): Heard {
  const { lessons, catalogue } = knowledge;
  const whole = question(knowledge, text);
  return {
    text,
    tongue: tongueOf(lessons.tongues, text),
    questions: twoQuestions(knowledge, text, whole) ?? [whole],
    known: factsIn(text, catalogue.facts),
    place: placeIn(lessons.places, text),
  };
}

/** A message that asks two different things, each clearly enough on its own. */
function twoQuestions(knowledge: Knowledge, text: string, whole: Question): Question[] | undefined {
  const parts = partsOf(text);
  if (parts.length !== 2) return undefined;
  const asked = parts.map((part) => ({ part, best: aspectChances(knowledge.lessons.aspects, part)[0] }));
  if (!asked.every(({ best }) => best && best.aspect !== 'general' && best.chance >= SURE_OF_TWO))
    return undefined;
  const [first, second] = parts.map((part) => question(knowledge, part)) as [Question, Question];
  const differ = first.aspects[0] !== second.aspects[0];
  const isService = (one: Question) => one.meaning.kind === 'service';
  if (isService(first) && isService(second) && (differ || !sameMeaning(first, second)))
    return [first, second];
  if ((whole.meaning.kind === 'service' || bothGoOn(first, second)) && differ)
    return [
      {
        ...(whole.meaning.kind === 'service' ? whole : first),
        aspects: [...new Set([...first.aspects, ...second.aspects])],
      },
    ];
  return undefined;
}

const bothGoOn = (one: Question, other: Question): boolean =>
  one.meaning.kind === 'follow-up' && other.meaning.kind === 'follow-up';

const sameMeaning = (one: Question, other: Question): boolean =>
  JSON.stringify(one.meaning) === JSON.stringify(other.meaning);
