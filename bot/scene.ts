import type { Locale } from './catalogue/index.ts';
import type { Conversation, Outcome, Reply, Utterance } from './conversation.ts';
import type { Heard } from './hear.ts';
import type { Knowledge } from './knowledge.ts';
import type { TurnRecord } from './records/index.ts';
import type { Say } from './speech.ts';

/** Everything a step may look at to decide what to say. */
export interface Scene {
  readonly knowledge: Knowledge;
  readonly conversation: Conversation;
  readonly utterance: Utterance;
  /** What was understood of a typed text; undefined for presses and the rest. */
  readonly heard: Heard | undefined;
  readonly locale: Locale;
  readonly say: Say;
  /** Day in Phnom Penh, 2026-11-20. */
  readonly today: string;
}

/** What a step makes of the scene. `remember` is laid over the conversation. */
export interface Move {
  readonly replies: readonly Reply[];
  readonly outcome: Outcome;
  /** How the further questions of the same message ended. */
  readonly alsoEnded?: readonly Outcome[];
  readonly remember?: Partial<Conversation> & { readonly forget?: readonly (keyof Conversation)[] };
  readonly records?: readonly TurnRecord[];
}

/** One thing the bot can do in a turn; undefined: not this one. */
export type Step = (scene: Scene) => Move | undefined;
