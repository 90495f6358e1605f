import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Channel, ReceivedEvent } from '../../adapters/channel.ts';
import { createSigns } from '../../adapters/signs.ts';

let shown: string[];
const channel = {
  name: 'telegram',
  notice: async ({ id }: ReceivedEvent) => void shown.push(`seen ${id}`),
  typing: async ({ id }: ReceivedEvent) => void shown.push(`typing ${id}`),
} as Partial<Channel> as Channel;
const event = (id: string, type = 'message'): ReceivedEvent => ({
  id,
  conversation: 'a',
  activity: { type },
});

beforeEach(() => {
  shown = [];
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('an event is seen at once; that an answer comes is said only when it takes a moment', () => {
  const signs = createSigns();
  signs.received(channel, event('1'));
  expect(shown).toEqual(['seen 1']);
  signs.answered('telegram/a');
  vi.advanceTimersByTime(1_000);
  signs.received(channel, event('2'));
  vi.advanceTimersByTime(1_000);
  expect(shown).toEqual(['seen 1', 'seen 2', 'typing 2']);
});

test('nothing is written for what asks for no answer, nor after the end', () => {
  const signs = createSigns();
  signs.received(channel, event('1', 'handoff'));
  signs.received(channel, event('2'));
  signs.stop();
  vi.advanceTimersByTime(1_000);
  expect(shown).toEqual(['seen 1', 'seen 2']);
});

test('a platform that is slow with signs gets no more of them', () => {
  const signs = createSigns();
  const slow = { ...channel, notice: ({ id }: ReceivedEvent) => new Promise<void>(() => shown.push(id)) };
  for (let at = 0; at < 100; at += 1) signs.received(slow as Channel, event(`${at}`));
  expect(shown).toHaveLength(20);
});
