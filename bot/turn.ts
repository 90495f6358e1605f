import type { Locale } from './catalogue/index.ts';
import {
  type Choice,
  type Conversation,
  newConversation,
  type Reply,
  type Turn,
  type Utterance,
} from './conversation.ts';
import { type Heard, hear } from './hear.ts';
import type { Knowledge } from './knowledge.ts';
import { withLeft } from './rating/leave.ts';
import { withPrompt } from './rating/prompt.ts';
import { recordsOf } from './records/of-turn.ts';
import type { Move, Scene } from './scene.ts';
import { scrub } from './scrub.ts';
import { admit } from './steps/admit.ts';
import { steps } from './steps/index.ts';
import { withoutPlaces } from './understand/places.ts';

const DEFAULT_LOCALE: Locale = 'km';
const SHORT_WORD = 5;

/**
 * Romanised Khmer is answered in Khmer. What could be any language, as place names and single short words
 * ("menu", "ok") can, goes on in the one before.
 */
function localeFor({ lessons }: Knowledge, heard: Heard | undefined, conversation: Conversation): Locale {
  const before = conversation.locale;
  if (!heard || heard.tongue === undefined) return before ?? DEFAULT_LOCALE;
  const anyLanguage =
    heard.tongue !== 'km' &&
    (heard.text.trim().length <= SHORT_WORD || withoutPlaces(lessons.places, heard.text) === '');
  return anyLanguage && before ? before : heard.tongue === 'en' ? 'en' : 'km';
}

/**
 * One turn: what the citizen did → what the bot says, remembers and keeps. Pure; the same arguments give
 * the same turn. `today` is the day in Phnom Penh, as 2026-11-20.
 */
export function takeTurn(
  knowledge: Knowledge,
  conversation: Conversation,
  utterance: Utterance,
  today: string,
): Turn {
  const heard = utterance.kind === 'text' ? hear(knowledge, utterance.text) : undefined;
  const locale = localeFor(knowledge, heard, conversation);
  const placed = withPlace(conversation, heard);
  const scene: Scene = {
    knowledge,
    conversation: placed,
    utterance,
    heard,
    locale,
    say: knowledge.speech(locale),
    today,
  };
  const first = firstMove(scene);
  const move = withLeft(scene, withPrompt(scene, first), goesOn(scene, first));
  const replies = withoutOffer(scene, introduced(scene, move));
  return {
    replies,
    outcome: move.outcome,
    records: recordsOf(scene, move),
    forgets: forgets(move),
    conversation: remembered(scene, move, replies),
  };
}

/** A place in a question for the office is where the citizen goes: it is remembered. */
function withPlace(conversation: Conversation, heard: Heard | undefined): Conversation {
  const asksWhere = heard?.questions.some(({ aspects }) => aspects.includes('where'));
  return asksWhere && heard?.place ? { ...conversation, place: heard.place } : conversation;
}

function firstMove(scene: Scene): Move {
  for (const step of steps) {
    const move = step(scene);
    if (move) return move;
  }
  return admit(scene);
}

/** Whoever asks before being greeted is told once that a machine answers. */
function introduced({ conversation, say }: Scene, { replies, outcome }: Move): readonly Reply[] {
  const greets = outcome.kind === 'intent' && (outcome.intent === 'greeting' || outcome.intent === 'help');
  return conversation.met || greets
    ? replies
    : [{ text: say('greeting.automated'), choices: [] }, ...replies];
}

/** Whatever follows the question for a place, the offer to send one's location is over. */
function withoutOffer({ conversation }: Scene, [first, ...more]: readonly Reply[]): readonly Reply[] {
  if (!first) return [];
  return conversation.awaited?.kind === 'place' && !conversation.awaited.offered
    ? [{ ...first, placeAskedBefore: true }, ...more]
    : [first, ...more];
}

const forgets = ({ outcome }: Move): boolean => outcome.kind === 'intent' && outcome.intent === 'forget';

/** The conversation after the turn. What the bot waited for is over; whoever is forgotten starts anew. */
function remembered(scene: Scene, move: Move, replies: readonly Reply[]): Conversation {
  const { conversation, locale, utterance } = scene;
  const { forget = [], ...fresh } = move.remember ?? {};
  const { awaited, asked: _told, rating, ...before } = forgets(move) ? newConversation() : conversation;
  const kept = Object.fromEntries(
    Object.entries(before).filter(([key]) => !(forget as readonly string[]).includes(key)),
  );
  const readable = utterance.kind !== 'unreadable';
  return {
    ...(kept as unknown as Conversation),
    locale,
    ...(readable ? { unreadableTold: false } : {}),
    ...(rating && goesOn(scene, move) ? { rating, ...(awaited ? { awaited } : {}) } : {}),
    ...fresh,
    ...askedBack(scene, move),
    met: true,
    offered: offeredBy(replies, conversation.offered),
    misses: readable
      ? move.outcome.kind === 'unanswered'
        ? conversation.misses + 1
        : 0
      : conversation.misses,
  };
}

/** A number beyond the last choice, a sticker, a place that is far from every office: the rating is not left by it. */
const goesOn = ({ utterance }: Scene, { outcome, remember }: Move): boolean =>
  utterance.kind === 'unreadable' ||
  (outcome.kind === 'intent' && outcome.intent === 'choice') ||
  (remember?.awaited?.kind === 'place' && remember.awaited.purpose === 'rating');

/** What was typed when the bot asks back, until the citizen has chosen. */
const askedBack = ({ utterance }: Scene, { outcome }: Move): Pick<Conversation, 'asked'> =>
  utterance.kind === 'text' && outcome.kind === 'clarified' && outcome.services.length > 0
    ? { asked: scrub(utterance.text) }
    : {};

/** The choices a typed number picks from: those of the last reply that has any. */
function offeredBy(replies: readonly Reply[], before: readonly Choice[]): readonly Choice[] {
  return replies.findLast(({ choices }) => choices.length > 0)?.choices ?? before;
}
