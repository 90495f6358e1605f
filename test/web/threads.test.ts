import { describe, expect, it } from 'vitest';
import { answerTo, type Entry, keepSaid, type Thread } from '../../adapters/web/threads.ts';

const LIMITS = { entries: 10, bytes: 2000, answered: 3 };
const told = (text: string): Entry => ({ from: 'citizen', text });
const turn = (key: string, text: string, ...said: readonly string[]) => ({
  key,
  heard: { type: 'message', text },
  said: said.map((one) => ({ type: 'message', text: one, locale: 'en' })),
});
const textOf = (entry: Entry) => (entry.from === 'bot' ? entry.spoken.text : entry.text);
const shown = (thread: Thread) => thread.entries.map(textOf);

describe('a thread', () => {
  it('keeps its newest lines, as many and as heavy as allowed', () => {
    let thread: Thread | undefined;
    for (let count = 1; count <= 30; count += 1)
      thread = keepSaid(thread, turn(`${count}`, `line ${count}`), LIMITS);
    expect(thread?.entries).toHaveLength(10);
    expect(thread?.entries.at(-1)).toEqual(told('line 30'));
    for (const letter of ['ក', 'ខ', 'គ']) thread = keepSaid(thread, turn(letter, letter.repeat(300)), LIMITS);
    expect(shown(thread!)).toEqual(['ខ'.repeat(300), 'គ'.repeat(300)]);
  });

  it('keeps the last line however heavy it is', () => {
    const thread = keepSaid(
      keepSaid(undefined, turn('1', 'light'), LIMITS),
      turn('2', 'ក'.repeat(3000)),
      LIMITS,
    );
    expect(shown(thread)).toEqual(['ក'.repeat(3000)]);
  });

  it('knows what was answered to which message, also when that was nothing', () => {
    let thread = keepSaid(undefined, turn('1', 'fee?', 'one', 'two'));
    thread = keepSaid(thread, turn('2', 'and?'));
    expect(answerTo(thread, '1')?.map(({ text }) => text)).toEqual(['one', 'two']);
    expect(answerTo(thread, '2')).toEqual([]);
    expect(answerTo(thread, '3')).toBeUndefined();
    expect(answerTo(undefined, '1')).toBeUndefined();
  });

  it('remembers the last answered messages, not all', () => {
    let thread: Thread | undefined;
    for (const key of ['1', '2', '3', '4']) thread = keepSaid(thread, turn(key, key, key), LIMITS);
    expect([answerTo(thread, '1'), answerTo(thread, '2')?.length]).toEqual([undefined, 1]);
  });

  it('shows a pressed choice by its label', () => {
    const offers = {
      key: '1',
      heard: { type: 'event' },
      said: [
        {
          type: 'message',
          text: 'Which?',
          suggestedActions: {
            to: [],
            actions: [{ type: 'postBack', title: 'Passport', value: 's--passport' }],
          },
        },
      ],
    };
    const pressed = { key: '2', heard: { type: 'message', value: 's--passport' }, said: [] };
    expect(shown(keepSaid(keepSaid(undefined, offers), pressed))).toEqual(['Which?', 'Passport']);
  });

  it('of whoever is forgotten shows the answer alone', () => {
    const before = keepSaid(undefined, turn('1', 'my secret', 'answer'));
    const forgotten = {
      ...turn('2', 'forget me'),
      said: [{ type: 'message', text: 'Done.', channelData: { forgets: true } }],
    };
    expect(shown(keepSaid(before, forgotten))).toEqual(['Done.']);
  });
});
