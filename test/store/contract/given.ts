import { expect } from 'vitest';
import type { Call } from '../../../adapters/channel.ts';
import { eventKey } from '../../../adapters/event-key.ts';
import type { ClaimedEvent, InboxEvent, Store, TurnResult } from '../../../adapters/store.ts';

export const NOW = Date.UTC(2026, 10, 20);
export const HOUR = 3_600_000;
/** A sweep up to here deletes nothing. */
export const NEVER = {
  calls: 0,
  keys: 0,
  conversations: 0,
  webConversations: 0,
  deadTexts: 0,
  deadLetters: 0,
  records: 0,
};

/** A store in the hands of a test. */
export interface Opened {
  readonly store: () => Store;
  /** Closes it and opens the same data again. */
  readonly reopen: () => Promise<void>;
  readonly end: () => Promise<void>;
}

export const event = (conversation: string, id: string, channel = 'telegram'): InboxEvent => ({
  channel,
  conversation: `${channel}/${conversation}`,
  key: eventKey(channel, 'bot', id),
  activity: { type: 'message', text: `question ${id}` },
});
export const call = (text: string, kind: Call['kind'] = 'answer'): Call => ({
  method: 'say',
  body: { text },
  kind,
});
export const result = (changes: Partial<TurnResult> = {}): TurnResult => ({
  memory: '{}',
  calls: [],
  records: [],
  forgets: false,
  ...changes,
});
export const textOf = ({ activity }: ClaimedEvent) => activity.text;
export const only = <Item>(items: readonly Item[]): Item => {
  expect(items).toHaveLength(1);
  return items[0]!;
};
