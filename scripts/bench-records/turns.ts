import { randomUUID } from 'node:crypto';
import { eventKey } from '../../adapters/event-key.ts';
import { type Circumstances, rowsOfVisit } from '../../adapters/records.ts';
import type { RecordRow } from '../../adapters/store/record-tables.ts';
import type { ClaimedEvent, InboxEvent, Store, TurnResult } from '../../adapters/store.ts';
import { createVisitors } from '../../adapters/visitors.ts';
import type { TurnRecord } from '../../bot/index.ts';

/** Turns as citizens have them, without the engine: what is kept of them is always the same. */
export interface Turns {
  /** Messages that nobody sent before, each of another citizen. */
  readonly events: (count: number) => readonly InboxEvent[];
  /** All that a turn leads to. */
  readonly result: (event: ClaimedEvent, now: number) => Promise<TurnResult>;
  /** What is kept of it for the figures. */
  readonly records: (conversation: string, now: number) => Promise<readonly RecordRow[]>;
}

export const CHANNEL = 'telegram';
/** So many that each has several turns in a benchmark: a visit is begun once and carried on afterwards. */
const CITIZENS = 1_500;
const DAY = '2026-10-09';
/** As long as they mostly are. */
const MEMORY = JSON.stringify({
  shape: 1,
  conversation: { service: 'birth-registration', offered: 'x'.repeat(500) },
});
const TEXT = 'ថ្លៃសេវា ១០ ០០០ រៀល ។ A certificate costs 10,000 riel. '.repeat(6);

const ANSWER: TurnRecord = {
  kind: 'answer',
  outcome: 'answered',
  service: 'birth-registration',
  aspect: 'fee',
  band: 'sure',
};
const PROMPT: TurnRecord = { kind: 'occurrence', what: 'prompt', service: 'birth-registration' };
const RATING: TurnRecord = {
  kind: 'rating',
  office: 'district-owso',
  place: '0203',
  service: 'birth-registration',
  liking: 'like',
  reasons: ['staff', 'waiting'],
  gender: 'female',
  prompted: true,
  day: DAY,
};
/** Every turn answers; every twelfth asks whether the service was used, every fiftieth is told how it was. */
const PROMPTED = 12;
const RATED = 50;

export function createTurns(store: Pick<Store, 'secret'>, isRecorded: boolean): Turns {
  const run = randomUUID();
  const visitorOf = createVisitors(store);
  let events = 0;
  let turns = 0;
  const records: Turns['records'] = async (conversation, now) => {
    turns += 1;
    const said = [
      ANSWER,
      ...(turns % PROMPTED === 0 ? [PROMPT] : []),
      ...(turns % RATED === 0 ? [RATING] : []),
    ];
    return rowsOfVisit(said, { ...AROUND, at: now, visitor: await visitorOf(conversation, DAY) });
  };
  return {
    events: (count) =>
      Array.from({ length: count }, () => {
        events += 1;
        return {
          channel: CHANNEL,
          conversation: `${CHANNEL}/${100_000_000 + (events % CITIZENS)}`,
          key: eventKey(CHANNEL, run, String(events)),
          activity: { type: 'message', text: 'តើ សំបុត្រកំណើត ថ្លៃប៉ុន្មាន?' },
        };
      }),
    result: async ({ conversation }, now) => ({
      memory: MEMORY,
      calls: [{ method: 'sendMessage', body: { chat_id: conversation, text: TEXT }, kind: 'answer' }],
      records: isRecorded ? await records(conversation, now) : [],
      forgets: false,
    }),
    records,
  };
}

const AROUND: Omit<Circumstances, 'at' | 'visitor'> = {
  day: DAY,
  channel: CHANNEL,
  locale: 'km',
  place: '0203',
  entry: undefined,
  gender: undefined,
  catalogueVersion: '0123456789ab',
  isTest: false,
};
