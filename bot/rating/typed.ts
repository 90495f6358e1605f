import type { Intent, RatingWords } from '../catalogue/index.ts';
import type { AskedPart } from '../conversation.ts';
import type { Heard } from '../hear.ts';
import { GENDERS, LIKINGS, type Liking, REASONS } from '../records/index.ts';
import type { Move, Scene } from '../scene.ts';
import { hasWord, isWordOf, listsIn } from '../understand/facts.ts';
import { markedBy, NOTHING_SAID, type Placed, placedAt, type Rated, ratedAt } from './draft.ts';
import { because, pressRating } from './press.ts';
import { askGender, askLiking, askReasons, DONE, NOT_SAID } from './questions.ts';

type Typed = (scene: Scene, heard: Heard) => Move | undefined;

/** A question of a rating is answered in the citizen's own words; undefined: they ask something else. */
export function ratingTyped(scene: Scene, part: AskedPart, heard: Heard): Move | undefined {
  const { rating } = scene.knowledge.catalogue;
  const answers = isWordOf(rating[part], heard.text) || !asksElse(scene, heard);
  return answers ? TYPED[part](scene, heard) : undefined;
}

/** A longer message tells more than an answer. */
const LONGEST_ANSWER = 80;
/** A longer one that is not understood is not asked about again. */
const SHORT = 24;
/** Wishes that no words beside them hide, where they are this clear: "forget everything". */
const WISHES: readonly Intent[] = ['help', 'language', 'office', 'track', 'restart', 'forget'];
const CLEAR = 0.8;

function asksElse({ knowledge }: Scene, { text, questions }: Heard): boolean {
  const [question] = questions;
  const wishes =
    question?.meaning.kind === 'intent' &&
    WISHES.includes(question.meaning.intent) &&
    question.confidence >= CLEAR;
  return (
    wishes ||
    text.includes('?') ||
    [...text].length > LONGEST_ANSWER ||
    hasWord(knowledge.catalogue.rating.asks, text)
  );
}

const TYPED = {
  liking: (scene, heard) => {
    const { rating = NOTHING_SAID } = scene.conversation;
    const draft = placedAt(rating, rating);
    if (!draft) return undefined;
    const named = listsIn(scene.knowledge.catalogue.rating.liking, heard.text);
    const liking = likingIn(named);
    if (liking) return chosen(scene, draft, 'liking', liking);
    const again = (key: string) => askLiking(scene, draft, [scene.say(key)]);
    if (named.size > 0 && !asksOfService(heard)) return again('rating.which-of-these');
    return isUnclear(heard) ? missed(again('rating.not-understood')) : undefined;
  },
  reason: (scene, heard) => {
    const draft = ratedDraft(scene);
    if (!draft || asksOfService(heard)) return undefined;
    const { rating } = scene.knowledge.catalogue;
    const named = listsIn(rating.reason, heard.text);
    if (named.size > 0)
      return because(scene, {
        ...draft,
        reasons: REASONS.filter((one) => named.has(one) || draft.reasons.includes(one)),
      });
    if (isShort(heard) && hasWord(rating.done, heard.text)) return chosen(scene, draft, 'reason', DONE);
    return isUnclear(heard)
      ? missed(askReasons(scene, draft, [scene.say('rating.not-understood')]))
      : undefined;
  },
  gender: (scene, heard) => {
    const draft = ratedDraft(scene);
    if (!draft || asksOfService(heard)) return undefined;
    const named = listsIn(scene.knowledge.catalogue.rating.gender, heard.text);
    const told = [...GENDERS, NOT_SAID].find((one) => named.has(one));
    if (isShort(heard) && named.size === 1 && told) return chosen(scene, draft, 'gender', told);
    return named.size > 0 || isUnclear(heard)
      ? missed(askGender(scene, draft, [scene.say('rating.not-understood')]))
      : undefined;
  },
} satisfies Record<AskedPart, Typed>;

/** As if its button were pressed. */
const chosen = (scene: Scene, draft: Placed, part: AskedPart, value: string): Move | undefined => {
  const { office, place } = draft;
  return pressRating(scene, { kind: 'rating', part, value, office, place, ...markedBy(draft) });
};

/** What may be said beside each liking without making it doubtful: "bad and slow", "slow but acceptable". */
const BESIDE: Readonly<Record<Liking, readonly (keyof RatingWords['liking'])[]>> = {
  like: ['praise'],
  acceptable: ['praise', 'fault'],
  dislike: ['fault'],
};

/** The one liking that is told clearly. */
const likingIn = (named: ReadonlySet<string>): Liking | undefined =>
  LIKINGS.find(
    (liking) =>
      named.has(liking) && [...named].every((one) => [liking, ...BESIDE[liking]].some((all) => all === one)),
  );

function ratedDraft({ today, conversation: { rating = NOTHING_SAID } }: Scene): Rated | undefined {
  return ratedAt(today, rating, rating);
}

const isShort = ({ text }: Heard): boolean => [...text.trim()].length <= SHORT;

/** "Passport fee": an aspect of a service, in so many words. */
const asksOfService = ({ questions: [question] }: Heard): boolean =>
  question?.meaning.kind === 'service' && question.cued;

/** Short, and says nothing that anybody could answer; an opinion is of the office now. */
function isUnclear(heard: Heard): boolean {
  const question = heard.questions[0];
  if (!question || !isShort(heard)) return false;
  const { meaning, cued } = question;
  if (meaning.kind === 'intent') return meaning.intent === 'feedback';
  return meaning.kind === 'nothing' || meaning.kind === 'choices' || (meaning.kind === 'follow-up' && !cued);
}

/** Asked again; what was typed is kept for the editors, as any message that was not understood. */
const missed = (move: Move): Move => ({ ...move, outcome: { kind: 'unanswered', confidence: 0 } });
