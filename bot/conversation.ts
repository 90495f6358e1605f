import type { Aspect, Intent, Known, Locale } from './catalogue/index.ts';
import type { RatingPart } from './code.ts';
import type { RatingDraft } from './rating/draft.ts';
import type { Gender, TurnRecord } from './records/index.ts';

/** One thing the citizen did. */
export type Utterance =
  | { readonly kind: 'text'; readonly text: string }
  /** A pressed button, or a typed number that chose one. */
  | { readonly kind: 'press'; readonly code: string }
  /** Opened the chat, perhaps by a link or poster that names a service. */
  | { readonly kind: 'arrive'; readonly code?: string }
  /** Sent where they are. Read in this turn and forgotten: only the place it leads to is remembered. */
  | { readonly kind: 'location'; readonly latitude: number; readonly longitude: number }
  /** A voice message, picture or sticker. */
  | { readonly kind: 'unreadable' };

/** An option shown under a reply. `code` comes back when it is chosen: see `code.ts`. */
export interface Choice {
  readonly label: string;
  readonly code: string;
}

/** One thing the bot said. A typed number picks a choice on every channel. */
export interface Reply {
  readonly title?: string;
  readonly text: string;
  readonly choices: readonly Choice[];
  /** Asks for a place: where a channel can send one's location, under this label. */
  readonly asksPlace?: { readonly label: string };
  /** The place that was asked for before has been told, or something else was: the offer to send it goes. */
  readonly placeAskedBefore?: true;
}

/** What a place is asked for: the offices there, the service spoken of, or the office that is rated. */
export type PlacePurpose = 'office' | 'service' | 'rating';

/** What the bot has asked, for one turn: any other message is taken as a new question. */
export type Awaited =
  | { readonly kind: 'fact'; readonly fact: string }
  /** Where the citizen lives, or where the office is that they rate. `offered`: one was offered by its name. */
  | { readonly kind: 'place'; readonly purpose: PlacePurpose; readonly offered?: true }
  | { readonly kind: 'report' }
  | { readonly kind: 'rating'; readonly part: AskedPart };

/** What is asked about an office that is rated, and answered by typing as well. */
export type AskedPart = Extract<RatingPart, 'liking' | 'reason' | 'gender'>;

/** What is remembered between turns. */
export interface Conversation {
  /** The language of the answers; undefined until the citizen has typed or chosen one. */
  readonly locale?: Locale;
  readonly met: boolean;
  /** The service that follow-up questions are about, and what is known of the citizen's case. */
  readonly service?: string;
  readonly aspect?: Aspect;
  readonly known: Known;
  readonly place?: string;
  readonly placeAsked: boolean;
  /** As the citizen told it when they rated an office; `genderAsked`, whether they told it or not. */
  readonly gender?: Gender;
  readonly genderAsked?: true;
  /** The rating that is being given, until it is thanked for or something else is asked. */
  readonly rating?: RatingDraft;
  /** The services of which it was asked whether they were used, the last ones. */
  readonly prompted?: readonly string[];
  /** The link or poster that opened the chat, as its code. */
  readonly entry?: string;
  /** What was typed when the bot asked back which service is meant, scrubbed; for one turn. */
  readonly asked?: string;
  readonly offered: readonly Choice[];
  readonly awaited?: Awaited;
  /** How many messages in a row were not understood. */
  readonly misses: number;
  readonly unreadableTold: boolean;
}

/** A conversation in which nothing has been said. */
export const newConversation = (locale?: Locale): Conversation => ({
  ...(locale ? { locale } : {}),
  met: false,
  known: {},
  placeAsked: false,
  offered: [],
  misses: 0,
  unreadableTold: false,
});

/** How a turn ended: about a service, or the intent that was served. */
export type Outcome =
  | {
      readonly kind: 'answered';
      readonly service: string;
      readonly aspects: readonly Aspect[];
      readonly confidence: number;
    }
  | { readonly kind: 'clarified'; readonly services: readonly string[]; readonly confidence: number }
  | { readonly kind: 'unanswered'; readonly confidence: number }
  | { readonly kind: 'intent'; readonly intent: Intent | 'menu' | 'choice'; readonly confidence: number };

/** Everything that a turn leads to, as data: nothing is stored or sent by the engine. */
export interface Turn {
  readonly conversation: Conversation;
  readonly replies: readonly Reply[];
  readonly outcome: Outcome;
  readonly records: readonly TurnRecord[];
  /** The citizen asked to be forgotten: everything kept under their name goes. */
  readonly forgets: boolean;
}
