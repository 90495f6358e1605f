import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDispatch } from '../../adapters/dispatch.ts';
import { openSqlite } from '../../adapters/store/sqlite/index.ts';
import type { ClaimedEvent, Store, TurnResult } from '../../adapters/store.ts';
import { WORKERS } from '../fixtures/compiled.ts';
import { event } from '../store/contract/given.ts';

const NOW = Date.UTC(2026, 10, 20);
const RESULT: TurnResult = { memory: '{}', calls: [], records: [], forgets: false };
let store: Store;
let isWritable: boolean;
let committed: { readonly key: string; readonly dies: string | undefined }[];

beforeEach(async () => {
  store = await openSqlite({
    path: ':memory:',
    worker: WORKERS.store,
  });
  [isWritable, committed] = [true, []];
});
afterEach(() => store.close());

const broken =
  <Given extends unknown[], Result>(operation: (...given: Given) => Promise<Result>) =>
  (...given: Given) =>
    isWritable ? operation(...given) : Promise.reject(new Error('disk I/O error'));
const dispatch = (answer: (event: ClaimedEvent) => Promise<TurnResult> = async () => RESULT) =>
  createDispatch({
    store: { claim: store.claim, commit: broken(store.commit), fail: broken(store.fail) },
    answer,
    apologise: (_event, dies) => ({ ...RESULT, dies }),
    now: () => NOW,
    log: { warn: () => {}, error: () => {} },
    onCommitted: ({ key }, { dies }) => committed.push({ key, dies }),
  });
const accept = (count: number) =>
  store.accept(
    Array.from({ length: count }, (_, at) => event(`${at}`, `${at}`)),
    NOW,
  );

test('a store that cannot be written for a while loses, sticks and buries nothing', async () => {
  await accept(20);
  isWritable = false;
  const running = dispatch();
  running.wake();
  await new Promise((resolve) => setTimeout(resolve, 3_500)); // more tries than a message has
  expect(committed).toEqual([]);
  isWritable = true;
  await vi.waitUntil(() => committed.length === 20, { timeout: 50_000 });
  expect(committed.every(({ dies }) => dies === undefined)).toBe(true);
  expect((await store.stats()).openEvents).toBe(0);
  await running.stop();
});

test('a turn that throws is tried three times, then the message is dead and the next one is answered', async () => {
  await store.accept([event('a', '1'), event('a', '2')], NOW);
  let throws = 3;
  const running = dispatch(async () => {
    throws -= 1;
    if (throws >= 0) throw new Error('a fault');
    return RESULT;
  });
  running.wake();
  await vi.waitUntil(() => committed.length === 2, { timeout: 20_000 });
  expect(committed.map(({ dies }) => dies)).toEqual(['turn-failed', undefined]);
  await running.stop();
});

test('stops with what it has in hand done', async () => {
  await accept(5);
  const running = dispatch();
  running.wake();
  await vi.waitUntil(() => committed.length > 0, { timeout: 10_000 });
  await running.stop();
  const { openEvents } = await store.stats();
  expect(openEvents + committed.length).toBe(5);
});
