import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAnswering } from '../../adapters/answer.ts';
import type { HeardActivity } from '../../adapters/channel.ts';
import { horizonAt } from '../../adapters/retention.ts';
import { openSqlite } from '../../adapters/store/sqlite/index.ts';
import type { Store } from '../../adapters/store.ts';
import { createVillager } from '../../adapters/villager.ts';
import { createVisitors } from '../../adapters/visitors.ts';
import { web } from '../../adapters/web/index.ts';
import { WORKERS } from '../fixtures/compiled.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';

const knowledge = realKnowledge();
const DAY = 86_400_000;
/** Half past midnight in Phnom Penh, on the first of December; in UTC it is still November. */
const NOW = Date.UTC(2026, 10, 30, 17, 30);
let store: Store;
beforeEach(async () => {
  store = await openSqlite({
    path: ':memory:',
    worker: WORKERS.store,
  });
});
afterEach(() => store.close());

describe('the numbers of visitors', () => {
  test('are the same all month, and tell conversations apart', async () => {
    const visitorOf = createVisitors(store);
    const first = await visitorOf('telegram/1', '2026-12-01');
    expect(first).toMatch(/^[\w-]{22}$/);
    expect(await createVisitors(store)('telegram/1', '2026-12-31')).toBe(first);
    expect(await visitorOf('telegram/2', '2026-12-01')).not.toBe(first);
    expect(await visitorOf('messenger/1', '2026-12-01')).not.toBe(first);
  });

  test('are others in the next month; when that is over, nobody can make the old ones again', async () => {
    const november = await createVisitors(store)('telegram/1', '2026-11-30');
    expect(await createVisitors(store)('telegram/1', '2026-12-01')).not.toBe(november);
    await store.sweep(horizonAt(NOW + 30 * DAY), NOW); // 31 December in Phnom Penh
    expect(await createVisitors(store)('telegram/1', '2026-11-30')).toBe(november);
    await store.sweep(horizonAt(NOW + 31 * DAY), NOW); // 1 January
    expect(await createVisitors(store)('telegram/1', '2026-11-30')).not.toBe(november);
  });

  test('can be made again after the store was away', async () => {
    let isAway = true;
    const secret: Store['secret'] = (...given) =>
      isAway ? Promise.reject(new Error('away')) : store.secret(...given);
    const visitorOf = createVisitors({ secret });
    await expect(visitorOf('telegram/1', '2026-12-01')).rejects.toThrow('away');
    isAway = false;
    expect(await visitorOf('telegram/1', '2026-12-01')).toHaveLength(22);
  });
});

describe('what is kept of a turn', () => {
  const rowsOf = async (
    activity: HeardActivity,
    memory?: string,
    conversation = 'telegram/77001122',
    now = NOW,
  ) => {
    const { answer } = createAnswering({
      villager: createVillager({ knowledge: () => knowledge, now: () => new Date(now) }),
      knowledge: () => knowledge,
      channels: [{ name: 'telegram', render: () => [] }, web],
      humanHours: 12,
      visitorOf: createVisitors(store),
      isTest: (one) => one === 'telegram/1',
    });
    const event = {
      id: 1,
      channel: 'telegram',
      conversation,
      key: 'k',
      activity,
      acceptedAt: now,
      attempts: 0,
      memory,
    };
    const result = await answer(event, now);
    return { ...result, rows: result.records.map(({ table, row }) => ({ table, ...row })) };
  };
  const says = (text: string): HeardActivity => ({ type: 'message', text, locale: 'en' });

  test('a visit on the day in Phnom Penh, and how the question ended', async () => {
    const { rows } = await rowsOf(says('how much is a passport?'));
    expect(rows).toMatchObject([
      { table: 'visit', day: '2026-12-01', at: NOW, channel: 'telegram', locale: 'en', turns: 1, is_test: 0 },
      { table: 'answer', outcome: 'answered', service: 'passport', aspect: 'fee', band: 'sure', place: null },
    ]);
    expect(rows[0]).toMatchObject({ catalogue_version: knowledge.version, entry: null, gender: null });
    expect(JSON.stringify(rows)).not.toMatch(/77001122|how much/);
  });

  test('two questions in one message are two answers', async () => {
    const { rows } = await rowsOf(says('how much is a passport and which papers for an ID card?'));
    const answers = rows.filter(({ table }) => table === 'answer');
    expect(answers).toMatchObject([{ service: 'passport' }, { outcome: 'answered' }]);
  });

  test('what was not understood, scrubbed', async () => {
    const { rows } = await rowsOf(says('zzzq blarg 012 345 678'));
    expect(rows).toMatchObject([
      { table: 'visit' },
      { table: 'answer', outcome: 'unanswered', service: null, aspect: null },
      { table: 'record', kind: 'unanswered', fields: '{"text":"zzzq blarg [number]"}' },
    ]);
  });

  test('what the bot asked back about, and which service was meant', async () => {
    const asked = await rowsOf(says('birth'));
    expect(asked.rows).toMatchObject([
      {},
      { outcome: 'clarified' },
      { kind: 'clarified', fields: '{"text":"birth"}' },
    ]);
    const [offered] = JSON.parse(asked.memory!).conversation.offered;
    const chosen = await rowsOf({ type: 'message', value: offered.code }, asked.memory);
    expect(chosen.rows.find(({ table }) => table === 'record')).toMatchObject({
      kind: 'chosen',
      fields: expect.stringMatching(/^\{"service":"[a-z-]+","text":"birth"\}$/),
    });
  });

  test('the poster that opened the chat, when it is one of ours', async () => {
    const arrives = (value: string) => rowsOf({ type: 'event', value });
    const opened = await arrives('s--passport');
    expect(opened.rows).toMatchObject([
      { entry: 's--passport' },
      { kind: 'prompt' },
      { table: 'answer', entry: 's--passport' },
    ]);
    expect((await rowsOf(says('thanks'), opened.memory)).rows[0]).toMatchObject({ entry: 's--passport' });
    expect((await arrives('85512345678')).rows[0]).toMatchObject({ entry: null });
    for (const [written, opened] of [
      ['s--passport--85512345678', 's--passport'],
      ['c--identity--85512345678', 'c--identity'],
      ['help', 'help'],
    ])
      expect((await arrives(written!)).rows[0]).toMatchObject({ entry: opened });
  });

  test('that it was our own people or machines', async () => {
    const { rows } = await rowsOf(says('hello'), undefined, 'telegram/1');
    expect(rows).toMatchObject([{ table: 'visit', is_test: 1 }]);
    const missed = await rowsOf(says('zzzq blarg'), undefined, 'telegram/1');
    expect(missed.rows.at(-1)).toMatchObject({ fields: '{"is_test":1,"text":"zzzq blarg"}' });
  });

  describe('a rating over midnight, at the end of a month', () => {
    const OFFICE = 'district-owso--0204';
    const CHAT = 'telegram/77001122';
    const press = (value: string, memory: string | undefined, now: number) =>
      rowsOf({ type: 'message', value, locale: 'en' }, memory, CHAT, now);
    const ratingIn = ({ rows }: Awaited<ReturnType<typeof rowsOf>>) =>
      rows.find(({ table }) => table === 'rating') as Readonly<Record<string, unknown>>;
    const likedAt = async (now: number) => {
      const asked = await press('r--office--district-owso', undefined, now);
      const placed = await press(`r--place--0204--district-owso`, asked.memory, now);
      return press(`r--liking--like--${OFFICE}`, placed.memory, now);
    };
    const LATE = NOW - 3_600_000;

    test('is one row, of the day and the visitor with whom it began', async () => {
      const liked = await likedAt(LATE);
      const visitor = await createVisitors(store)(CHAT, '2026-11-30');
      const id = `2026-11-30/${visitor}/0204/district-owso`;
      expect(ratingIn(liked)).toMatchObject({ id, day: '2026-11-30', visitor });
      const why = await press(`r--reason--staff--${OFFICE}`, liked.memory, NOW);
      expect(ratingIn(why)).toMatchObject({ id, day: '2026-11-30', visitor, reasons: 'staff' });
      expect(why.rows[0]).toMatchObject({ table: 'visit', day: '2026-12-01' });
      expect(why.rows[0]).not.toMatchObject({ visitor });
      const done = await press(`r--reason--done--${OFFICE}`, why.memory, NOW + DAY);
      const told = await press(`r--gender--female--${OFFICE}`, done.memory, NOW + DAY);
      expect(ratingIn(told)).toMatchObject({ id, day: '2026-11-30', visitor, gender: 'female' });
    });

    test('is of today when nobody can make its visitor’s number any more', async () => {
      const liked = await likedAt(NOW - 2 * DAY - 3_600_000 - 28 * DAY);
      expect(ratingIn(liked)).toMatchObject({ day: '2026-10-31' });
      const why = await press(`r--reason--staff--${OFFICE}`, liked.memory, NOW);
      expect(ratingIn(why)).toMatchObject({
        day: '2026-12-01',
        visitor: (why.rows[0] as { visitor: string }).visitor,
      });
    });

    test('that was begun before its day was remembered is of today', async () => {
      const liked = await likedAt(NOW);
      const { day, ...rating } = JSON.parse(liked.memory!).conversation.rating;
      expect(day).toBe('2026-12-01');
      const { conversation, ...memory } = JSON.parse(liked.memory!);
      const older = JSON.stringify({ ...memory, conversation: { ...conversation, rating } });
      const why = await press(`r--reason--staff--${OFFICE}`, older, NOW);
      expect(ratingIn(why)).toMatchObject({ id: ratingIn(liked)['id'], day: '2026-12-01', reasons: 'staff' });
    });
  });

  test('that a human took over; nothing of what asks for no answer', async () => {
    const { rows } = await rowsOf({ type: 'handoff' });
    expect(rows).toMatchObject([{ table: 'occurrence', kind: 'handover' }]);
    expect((await rowsOf({ type: 'installationUpdate', action: 'remove' })).rows).toEqual([]);
  });
});
