import { expect } from 'vitest';
import type { Call } from '../../../adapters/channel.ts';
import { eventKey } from '../../../adapters/event-key.ts';
import type { RecordRow } from '../../../adapters/store/record-tables.ts';
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
  texts: 0,
  facts: 0,
  visitorKeys: '',
};

/** A store in the hands of a test. */
export interface Opened {
  readonly store: () => Store;
  /** The rows of a table, read past the store. */
  readonly rows: (table: string) => Promise<readonly Record<string, unknown>[]>;
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
/** What somebody typed, as it is kept. */
export const typed = (fields: object = {}, at = NOW): RecordRow => ({
  table: 'record',
  row: {
    at,
    kind: 'content_report',
    channel: 'telegram',
    locale: 'km',
    catalogue_version: 'v',
    fields: JSON.stringify(fields),
  },
});
const COMMON = {
  at: NOW,
  day: '2026-11-20',
  channel: 'telegram',
  locale: 'km',
  place: null,
  entry: null,
  catalogue_version: 'v',
  is_test: 0,
};
type RowOf<Name> = Partial<Extract<RecordRow, { table: Name }>['row']>;
export const visit = (visitor: string, changes: RowOf<'visit'> = {}): RecordRow => ({
  table: 'visit',
  row: { id: `2026-11-20/${visitor}`, visitor, ...COMMON, gender: null, last_at: NOW, turns: 1, ...changes },
});
export const answer = (changes: RowOf<'answer'> = {}): RecordRow => ({
  table: 'answer',
  row: { ...COMMON, outcome: 'answered', service: 'passport', aspect: 'fee', band: 'sure', ...changes },
});
export const occurrence = (kind: string, changes: RowOf<'occurrence'> = {}): RecordRow => ({
  table: 'occurrence',
  row: { ...COMMON, kind, service: null, ...changes },
});
export const rating = (visitor: string, liking: string, changes: RowOf<'rating'> = {}): RecordRow => ({
  table: 'rating',
  row: {
    id: `2026-11-20/${visitor}/0204/district-owso`,
    visitor,
    ...COMMON,
    place: '0204',
    office: 'district-owso',
    service: null,
    liking,
    reasons: 'price staff',
    gender: null,
    prompted: 1,
    ...changes,
  },
});
export const textOf = ({ activity }: ClaimedEvent) => activity.text;
export const only = <Item>(items: readonly Item[]): Item => {
  expect(items).toHaveLength(1);
  return items[0]!;
};
