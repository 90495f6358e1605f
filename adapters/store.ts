import type { Call, HeardActivity } from './channel.ts';
import type { ArchiveRow, RecordRow } from './store/record-tables.ts';

/** An event that a platform or a browser handed over, before anybody has looked at it. */
export interface InboxEvent {
  readonly channel: string;
  /** The conversation, unique over all channels: `telegram/123`. */
  readonly conversation: string;
  /** Tells this event from every other; see `eventKey`. */
  readonly key: string;
  /** Undefined: one of a flood. It is known again when it is repeated, and gets no turn. */
  readonly activity: HeardActivity | undefined;
}

/** The oldest open event of a conversation. Nobody else is given this conversation until it is done or has failed. */
export interface ClaimedEvent {
  readonly id: number;
  readonly channel: string;
  readonly conversation: string;
  readonly key: string;
  readonly activity: HeardActivity;
  readonly acceptedAt: number;
  /** How often it has been claimed before: a try is counted before it begins, so that one which ends the process counts. */
  readonly attempts: number;
  /** What was remembered of the conversation, as `done` was given it; undefined: nothing. */
  readonly memory: string | undefined;
}

/** All that a turn leads to: written together, or not at all. */
export interface TurnResult {
  /** Undefined: the conversation is forgotten. */
  readonly memory: string | undefined;
  readonly calls: readonly Call[];
  readonly records: readonly RecordRow[];
  /** The citizen asked to be forgotten: what else is open of the conversation goes unanswered and unsent. */
  readonly forgets: boolean;
  /** When the citizen last spoke; unless told, now. */
  readonly heardAt?: number;
  /** The event could not be answered, and this is why: it becomes a dead letter. */
  readonly dies?: string;
}

/** The oldest unsent call of a conversation. */
export interface ClaimedCall {
  readonly id: number;
  readonly channel: string;
  readonly conversation: string;
  readonly call: Call;
  readonly writtenAt: number;
  /** How often it has been tried before. */
  readonly attempts: number;
  /** It was on its way when the process ended: nobody knows whether it arrived. */
  readonly unclear: boolean;
}

/** What could not be answered or sent. */
export interface DeadLetter {
  readonly id: number;
  readonly side: 'in' | 'out';
  readonly channel: string;
  readonly reason: string;
  readonly attempts: number;
  readonly diedAt: number;
  /** It can be tried again: its text has not been deleted yet. */
  readonly whole: boolean;
}

export interface Stats {
  readonly openEvents: number;
  /** When the event that waits longest was accepted. */
  readonly oldestEventAt: number | undefined;
  readonly openCalls: Readonly<Record<string, number>>;
  readonly deadLetters: number;
  readonly conversations: number;
}

/** What a sweep deletes: everything last touched before these times, in milliseconds unless said otherwise. */
export interface Horizon {
  /** Unsent answers: nobody waits for them any more. They become dead letters. */
  readonly calls: number;
  readonly keys: number;
  readonly conversations: number;
  /** Conversations of the web are over sooner: nobody finds back to them. */
  readonly webConversations: number;
  readonly deadTexts: number;
  readonly deadLetters: number;
  /** What citizens typed. */
  readonly texts: number;
  /** Anonymous facts. */
  readonly facts: number;
  /** Months before this one, as 2026-11: what their visitors' numbers were made with is destroyed. */
  readonly visitorKeys: string;
}

/** What another process on the same store has done. */
export type News =
  /** There are new events. */
  | { readonly what: 'events' }
  /** There are new calls of a channel. */
  | { readonly what: 'calls'; readonly channel: string }
  /** The turn of an event has been taken. */
  | { readonly what: 'turn'; readonly key: string };

/** Something could not be read or written, and that is no fault of what it was for. */
export class StoreAway extends Error {}

/** Something cannot be kept as it is, however often it is tried. */
export class Unfit extends Error {}

/**
 * The durable inbox, conversations and outbox: one port, several engines, one contract suite (`test/store`).
 * Every promise that is resolved is on disk; one that is rejected has changed nothing, or nobody knows, because an
 * answer got lost: to ask again is safe. Times are milliseconds UTC.
 */
export interface Store {
  /** Writes events down, in this order, all or none; tells for each whether it is new. A repeated one is dropped. */
  readonly accept: (events: readonly InboxEvent[], now: number) => Promise<readonly boolean[]>;
  /**
   * The oldest open events of at most so many conversations that nobody else works on; among them at most one that was
   * claimed before: should it end the process each time, no other is counted as tried with it.
   */
  readonly claim: (most: number) => Promise<readonly ClaimedEvent[]>;
  /** Ends a claimed event together with everything its turn led to. */
  readonly commit: (event: ClaimedEvent, result: TurnResult, now: number) => Promise<void>;
  /** Gives a claimed event back: it is due again after a while. A turn that was taken and could not be written was no try. */
  readonly fail: (event: ClaimedEvent, afterMs: number, isTried?: boolean) => Promise<void>;
  /** The oldest unsent calls of at most so many conversations of a channel, marked as on their way. */
  readonly claimCalls: (channel: string, most: number) => Promise<readonly ClaimedCall[]>;
  readonly sent: (call: ClaimedCall) => Promise<void>;
  /** Due again after a while. */
  readonly retryCall: (call: ClaimedCall, afterMs: number) => Promise<void>;
  /** Never sent; `whole` also ends all that waits behind it in the conversation. */
  readonly killCall: (call: ClaimedCall, reason: string, now: number, whole?: boolean) => Promise<void>;
  /** What is remembered of a conversation, without claiming it. */
  readonly memory: (conversation: string) => Promise<string | undefined>;
  readonly deadLetters: (most: number) => Promise<readonly DeadLetter[]>;
  /** Puts dead letters back into their line; those without a text stay dead. Resolves with how many went back. */
  readonly revive: (ids: readonly number[], now: number) => Promise<number>;
  readonly stats: () => Promise<Stats>;
  /** Deletes what is too old, a bounded part of it; tells how many calls expired, and whether there is more to delete. */
  readonly sweep: (
    horizon: Horizon,
    now: number,
  ) => Promise<{ readonly expired: number; readonly hasMore: boolean }>;
  /**
   * Whether this process is the one, among all on this store, that does something which only one may do. It stays so
   * until it leaves the duty, closes the store, or is not heard of for a while.
   */
  readonly isOnDuty: (duty: string) => Promise<boolean>;
  readonly leaveDuty: (duty: string) => Promise<void>;
  /** Hears what other processes on this store do. A hint: it may get lost, and whoever waits for it looks again. */
  readonly listen: (hear: (news: News) => void) => void;
  /** Keeps something for good, once: what stands under its key already stays as it is. */
  readonly archive: (row: ArchiveRow) => Promise<void>;
  /** A secret that all processes on this store share: the first one that was ever given under this name. */
  readonly secret: (name: string, fresh: string) => Promise<string>;
  /** Rejects when nothing can be written. */
  readonly health: (now: number) => Promise<void>;
  /** Waits for what is being written, and lets go of the database. */
  readonly close: () => Promise<void>;
}
