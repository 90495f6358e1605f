import type { OutgoingActivity } from './villager.ts';

/** What a citizen did, as a Bot Framework Activity that is plain JSON; the conversation stands beside it. */
export type HeardActivity = OutgoingActivity & { readonly type: string };

/** One event of a platform, decoded: what the inbox keeps until its turn has been taken. */
export interface ReceivedEvent {
  /** The platform's own id of the event, unique for the bot: a message id, an update number. */
  readonly id: string;
  /** Where it happened: the platform's id of the chat. */
  readonly conversation: string;
  /** Many write in this chat, and the platform allows less there. */
  readonly isGroup?: boolean;
  /** When it happened, as the platform says, in milliseconds. */
  readonly at?: number;
  /**
   * `message`, `event` (opened the chat), `handoff` (a human of the office writes in this chat: the bot is silent
   * for a while), or `installationUpdate` with the action `remove` or `add` (blocked and unblocked).
   */
  readonly activity: HeardActivity;
}

/** One call of a platform's API, rendered and within every limit: a row of the outbox. */
export interface Call {
  readonly method: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** After an unclear result an answer is sent again, a prompt (an edit, a sign) is not. */
  readonly kind: 'answer' | 'prompt';
}

/** What became of a call that failed:
 * - `again`: a passing trouble; tried again after a while, a bounded number of times
 * - `later`: too many calls; tried again after `afterMs`, everybody of this bot waits
 * - `never`: refused for good; only this call is lost
 * - `unreachable`: the citizen cannot be written to until they write again
 * - `stopped`: the bot itself is locked out (a dead token, a restricted page): nothing is sent until somebody acts
 */
export type Verdict = 'again' | 'later' | 'never' | 'unreachable' | 'stopped';

/** A call that failed. The message names channel, method and status: no token, no citizen, no text. */
export class SendFailure extends Error {
  readonly verdict: Verdict;
  /** A short, stable word for the dead letter and the metrics: `telegram-403`, `messenger-10-2018278`. */
  readonly reason: string;
  readonly afterMs: number | undefined;
  /** The platform may have carried it out: no answer came, or half of one. */
  readonly unclear: boolean;

  constructor(
    verdict: Verdict,
    reason: string,
    message: string,
    more: {
      readonly afterMs?: number | undefined;
      readonly unclear?: boolean;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause: more.cause });
    this.verdict = verdict;
    this.reason = reason;
    this.afterMs = more.afterMs;
    this.unclear = more.unclear ?? false;
  }
}

/** A chat platform that answers are pushed to. Translation is pure; `send` and what stands below it touch the wire. */
export interface Channel {
  readonly name: string;
  /** The most calls a second that the platform allows the bot. */
  readonly callsPerSecond: number;
  /** What was said in a turn → the platform's calls, in order. Pure. */
  readonly render: (
    said: readonly OutgoingActivity[],
    heard: Pick<ReceivedEvent, 'conversation' | 'activity'>,
  ) => readonly Call[];
  /** Carries out one call. Rejects with `SendFailure`, and with nothing else. */
  readonly send: (call: Call) => Promise<void>;
  /** Shows at once that an event has been seen: a tick, the end of a button's spinner. Never rejects. */
  readonly notice?: (event: ReceivedEvent) => Promise<void>;
  /** Shows that an answer is being written; asked for only when it takes a moment. Never rejects. */
  readonly typing?: (event: ReceivedEvent) => Promise<void>;
  /** Asks the platform whether the bot may work, at start. Resolves with the bot's public name; rejects with `SendFailure`. */
  readonly check: () => Promise<string>;
}

/** Why a channel that asks its platform for events hears nothing, and whether asking again can help. */
export interface Deafness {
  readonly reason: string;
  readonly isFinal: boolean;
}

/** A request as the web server read it: header names in small letters, the body's bytes untouched. */
export interface WebhookRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** What a webhook's request comes to: the events that go into the inbox, or the refusal and its HTTP status. */
export type Delivery =
  | { readonly events: readonly ReceivedEvent[] }
  | { readonly refused: 400 | 401; readonly reason: string };

/** A channel whose platform calls us. */
export interface WebhookChannel extends Channel {
  readonly path: `/webhooks/${string}`;
  /** Verifies and decodes a request. Echoes, receipts and the unknown become nothing. Pure but for the clock. */
  readonly receive: (request: WebhookRequest) => Delivery;
  /** Answers the platform's question whether this address is ours: text to echo, or undefined to refuse. */
  readonly handshake?: (query: URLSearchParams) => string | undefined;
}
