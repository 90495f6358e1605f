import type { Intent } from '../catalogue/index.ts';
import { reportDetails } from '../intents/report.ts';
import { askPlace } from '../replies/office.ts';
import { answerService } from '../replies/service.ts';
import type { Move, Scene, Step } from '../scene.ts';
import { answerTo, bareNumber } from '../understand/facts.ts';
import { placeTold } from './place-told.ts';

const REPORTS: readonly Intent[] = ['complaint', 'feedback'];

/** The answer to what the bot has asked; anything else is a new question. */
export const awaited: Step = (scene) => {
  const { conversation, utterance, heard } = scene;
  if (!conversation.awaited || utterance.kind !== 'text' || !heard) return undefined;
  switch (conversation.awaited.kind) {
    case 'fact':
      return factTold(scene, conversation.awaited.fact, utterance.text);
    case 'place':
      return heard.place ? placeTold(scene, heard.place) : unknownPlace(scene);
    case 'report':
      return turnsElsewhere(scene) ? undefined : reportDetails(scene, utterance.text);
  }
};

/** A message with a meaning of its own is never swallowed as an answer. */
function asksSomething({ heard }: Scene): boolean {
  const kind = heard?.questions[0]?.meaning.kind;
  return kind === 'service' || kind === 'intent' || kind === 'choices';
}

/** After "what is the right information?" whatever is told is taken down, unless it clearly asks or wishes something else. */
function turnsElsewhere({ heard }: Scene): boolean {
  const question = heard?.questions[0];
  if (question?.meaning.kind === 'intent') return !REPORTS.includes(question.meaning.intent);
  return question?.meaning.kind === 'service' && question.cued;
}

function factTold(scene: Scene, id: string, text: string): Move | undefined {
  const { conversation, knowledge } = scene;
  const fact = knowledge.catalogue.facts.find((one) => one.id === id);
  const service = conversation.service ? knowledge.service(conversation.service) : undefined;
  if (!fact || !service) return undefined;
  const picksChoice = fact.type === 'choice' && bareNumber(text) !== undefined;
  const value = picksChoice ? undefined : answerTo(fact, text);
  const elsewhere = scene.heard?.questions[0]?.meaning;
  if (
    value === undefined ||
    (elsewhere?.kind === 'service' && elsewhere.service !== service.id && !isShort(text))
  )
    return undefined;
  return answerService(
    scene,
    service,
    [conversation.aspect ?? 'fee'],
    { ...conversation.known, [id]: value },
    1,
  );
}

const isShort = (text: string): boolean => [...text].length <= 24;

/** A short message that names no known place gets one more try; a longer one is a new question. */
function unknownPlace(scene: Scene): Move | undefined {
  return asksSomething(scene) || !isShort(scene.heard?.text ?? '')
    ? undefined
    : {
        ...askPlace(scene),
        outcome: { kind: 'unanswered', confidence: 0 },
        remember: { forget: ['awaited'] },
      };
}
