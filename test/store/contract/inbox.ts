import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClaimedEvent } from '../../../adapters/store.ts';
import { event, HOUR, NOW, type Opened, only, result, textOf } from './given.ts';

/** What comes in. */
export function inboxContract({ store, reopen }: Pick<Opened, 'store' | 'reopen'>): void {
  describe('the inbox', () => {
    test('takes an event once, however often and in whatever company it comes', async () => {
      const one = event('a', '1');
      expect(await store().accept([one, event('a', '2'), one], NOW)).toEqual([true, true, false]);
      expect(await Promise.all([store().accept([one], NOW), store().accept([one], NOW)])).toEqual([
        [false],
        [false],
      ]);
      await reopen();
      expect(await store().accept([one], NOW)).toEqual([false]);
      expect((await store().stats()).openEvents).toBe(2);
    });

    test('of the same event delivered many times at once, one is fresh', async () => {
      const deliveries = await Promise.all(
        Array.from({ length: 100 }, () => store().accept([event('a', '1')], NOW)),
      );
      expect(deliveries.filter(([isFresh]) => isFresh)).toHaveLength(1);
    });

    test('hands out the oldest event of each conversation, and a conversation to one taker at a time', async () => {
      await store().accept([event('a', '1'), event('b', '2'), event('a', '3')], NOW);
      const first = await store().claim(10);
      expect(first.map(textOf)).toEqual(['question 1', 'question 2']);
      expect(await store().claim(10)).toEqual([]);
      await store().commit(first[0]!, result(), NOW);
      expect((await store().claim(10)).map(textOf)).toEqual(['question 3']);
    });

    test('hands out no more than asked for', async () => {
      await store().accept(
        ['a', 'b', 'c'].map((id) => event(id, id)),
        NOW,
      );
      expect(await store().claim(2)).toHaveLength(2);
      expect(await store().claim(2)).toHaveLength(1);
    });

    test('an event of a flood is known again and gets no turn', async () => {
      const flooding = { ...event('a', '1'), activity: undefined };
      expect(await store().accept([flooding], NOW)).toEqual([true]);
      expect(await store().claim(10)).toEqual([]);
      expect(await store().accept([event('a', '1')], NOW)).toEqual([false]);
    });

    test('gives an event back after a failure, counting each claim, others of the conversation wait behind it', async () => {
      await store().accept([event('a', '1'), event('a', '2')], NOW);
      await store().fail(only(await store().claim(10)), 0);
      const again = only(await store().claim(10));
      expect([textOf(again), again.attempts]).toEqual(['question 1', 1]);
      await store().fail(again, HOUR);
      expect(await store().claim(10)).toEqual([]);
    });

    test('a turn that could not be written is given back as if it had not been claimed', async () => {
      await store().accept([event('a', '1')], NOW);
      await store().fail(only(await store().claim(10)), 0, false);
      expect(only(await store().claim(10)).attempts).toBe(0);
    });

    test('an event that cannot be handed over takes no other of its group with it', async () => {
      const deep = Array.from({ length: 20_000 }).reduce<unknown>((inner) => [inner], 1);
      const hostile = { ...event('a', '1'), activity: { type: 'message', value: deep } };
      const outcomes = await Promise.allSettled([
        store().accept([hostile], NOW),
        store().accept([event('b', '2')], NOW),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
      expect((await store().stats()).openEvents).toBe(1);
    });

    test('an open event outlives a restart, also one that somebody had claimed', async () => {
      await store().accept([event('a', '1'), event('b', '2')], NOW);
      await store().claim(1);
      await reopen();
      expect((await store().claim(10)).map(textOf)).toEqual(['question 1', 'question 2']);
    });

    test('hands out one event at a time of those that were tried before: the others are not counted with it', async () => {
      await store().accept([event('a', '1'), event('b', '2'), event('c', '3')], NOW);
      expect(await store().claim(2)).toHaveLength(2);
      await reopen();
      const first = await store().claim(10);
      expect(first.map((one) => [textOf(one), one.attempts])).toEqual([
        ['question 1', 1],
        ['question 3', 0],
      ]);
      expect((await store().claim(10)).map((one) => [textOf(one), one.attempts])).toEqual([
        ['question 2', 1],
      ]);
    });

    test('keeps the order of acceptance within each conversation, whatever is interleaved', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat({ max: 4 }), { maxLength: 40 }), fc.uuid(), async (who, run) => {
          const events = who.map((index, at) => event(`${run}-${index}`, `${run}-${at}`));
          await store().accept(events, NOW);
          const seen: ClaimedEvent[] = [];
          for (let turns = await store().claim(3); turns.length > 0; turns = await store().claim(3)) {
            seen.push(...turns);
            await Promise.all(turns.map((turn) => store().commit(turn, result(), NOW)));
          }
          for (const conversation of new Set(events.map((one) => one.conversation)))
            expect(seen.filter((one) => one.conversation === conversation).map(({ key }) => key)).toEqual(
              events.filter((one) => one.conversation === conversation).map(({ key }) => key),
            );
        }),
        { numRuns: 20 },
      );
    });
  });
}
