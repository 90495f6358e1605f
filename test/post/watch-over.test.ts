import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createMetrics } from '../../adapters/metrics.ts';
import { type Watch, watchOver } from '../../adapters/watch-over.ts';

const STATS = { openEvents: 0, oldestEventAt: undefined, openCalls: {}, deadLetters: 0, conversations: 0 };
let health: () => Promise<void>;
let oldestEventAt: number | undefined;
let watch: Watch;
const logged: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  logged.length = 0;
  oldestEventAt = undefined;
  health = async () => {};
  watch = watchOver({
    store: {
      health: () => health(),
      stats: async () => ({ ...STATS, oldestEventAt }),
      sweep: async () => ({ expired: 0, hasMore: false }),
    },
    metrics: createMetrics(),
    now: Date.now,
    log: { error: (what) => void logged.push((what as { readonly reason: string }).reason) },
    onSecond: () => {},
  });
});
afterEach(() => {
  watch.stop();
  vi.useRealTimers();
});

test('a store that cannot be written is a hindrance until it can, and is told of once', async () => {
  health = () => Promise.reject(new Error('the disk is full'));
  await vi.advanceTimersByTimeAsync(3_000);
  expect(watch.hindered()).toBe('the disk is full');
  health = async () => {};
  await vi.advanceTimersByTimeAsync(1_000);
  expect(watch.hindered()).toBeUndefined();
  expect(logged).toEqual(['the disk is full']);
});

test('a store that does not answer is a hindrance long before it is given up', async () => {
  let answers = () => {};
  health = () =>
    new Promise((resolve) => {
      answers = resolve;
    });
  await vi.advanceTimersByTimeAsync(4_000);
  expect(watch.hindered()).toBeUndefined();
  await vi.advanceTimersByTimeAsync(1_500);
  expect(watch.hindered()).toBe('the database does not answer');
  answers();
  await vi.advanceTimersByTimeAsync(0);
  expect(watch.hindered()).toBeUndefined();
});

test('messages that have waited for long are a hindrance', async () => {
  oldestEventAt = Date.now();
  await vi.advanceTimersByTimeAsync(9 * 60_000);
  expect(watch.hindered()).toBeUndefined();
  await vi.advanceTimersByTimeAsync(2 * 60_000);
  expect(watch.hindered()).toMatch(/messages have waited for 1\d minutes/);
});
