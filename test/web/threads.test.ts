import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Entry, threadsInMemory } from '../../adapters/web/threads.ts';

const LIMITS = { most: 3, entries: 10, bytes: 2000, idleMinutes: 120 };
const told = (text: string): Entry => ({ from: 'citizen', text });
const weightOf = (entries: readonly Entry[]) =>
  entries.reduce((sum, entry) => sum + JSON.stringify(entry).length * 2, 0);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a thread', () => {
  it('keeps its newest lines, as many and as heavy as allowed', () => {
    const thread = threadsInMemory(() => new Date(), LIMITS).open();
    for (let count = 1; count <= 30; count += 1) thread.add([told(`line ${count}`)]);
    expect(thread.entries()).toHaveLength(10);
    expect(thread.entries().at(-1)).toEqual(told('line 30'));
    thread.add(['ក', 'ខ', 'គ'].map((letter) => told(letter.repeat(450))));
    expect(thread.entries()).toEqual([told('ខ'.repeat(450)), told('គ'.repeat(450))]);
    expect(weightOf(thread.entries())).toBeLessThanOrEqual(LIMITS.bytes);
  });

  it('keeps the last line however heavy it is', () => {
    const thread = threadsInMemory(() => new Date(), LIMITS).open();
    thread.add([told('light'), told('ក'.repeat(3000))]);
    expect(thread.entries()).toEqual([told('ក'.repeat(3000))]);
  });

  it('weighs 64 KB at most unless said otherwise', () => {
    const thread = threadsInMemory(() => new Date()).open();
    for (let count = 1; count <= 60; count += 1) thread.add([told('ក'.repeat(2000))]);
    expect(thread.entries()).toHaveLength(16);
    expect(weightOf(thread.entries())).toBeLessThanOrEqual(64 * 1024);
  });
});

describe('threads', () => {
  it('make room: the one that was quiet longest goes', () => {
    const threads = threadsInMemory(() => new Date(), LIMITS);
    const [first, second] = [threads.open(), threads.open()];
    threads.open();
    threads.find(first.id);
    threads.open();
    expect(threads.find(first.id)).toBe(first);
    expect(threads.find(second.id)).toBeUndefined();
  });

  it('end after two quiet hours, also when nobody comes any more', () => {
    let minutes = 0;
    const threads = threadsInMemory(() => new Date(minutes * 60_000), LIMITS);
    const { id } = threads.open();
    minutes = 120;
    expect(threads.find(id)).toBeDefined();
    minutes = 241;
    vi.advanceTimersByTime(60_000);
    // Back in time nothing would be too old: it is gone because the timer took it.
    minutes = 120;
    expect(threads.find(id)).toBeUndefined();
  });
});
