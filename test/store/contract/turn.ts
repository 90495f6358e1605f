import { describe, expect, test } from 'vitest';
import { Unfit } from '../../../adapters/store.ts';
import {
  answer,
  call,
  event,
  NOW,
  type Opened,
  only,
  rating,
  result,
  textOf,
  typed,
  visit,
} from './given.ts';

/** What a turn leads to. */
export function turnContract({ store, reopen, rows }: Pick<Opened, 'store' | 'reopen' | 'rows'>): void {
  describe('a turn', () => {
    test('writes memory, calls and records, and closes its event, at once', async () => {
      await store().accept([event('a', '1')], NOW);
      await store().commit(
        only(await store().claim(1)),
        result({
          memory: '{"met":true}',
          calls: [call('one'), call('two')],
          records: [typed({ service: 'x' })],
        }),
        NOW,
      );
      expect(await store().stats()).toMatchObject({
        openEvents: 0,
        openCalls: { telegram: 2 },
        conversations: 1,
      });
      expect(await store().memory('telegram/a')).toBe('{"met":true}');
      await store().accept([event('a', '2')], NOW);
      expect(only(await store().claim(1)).memory).toBe('{"met":true}');
    });

    test('keeps its facts: one visit a visitor and day, every answer, the last rating of an office and day', async () => {
      const later = { at: NOW + 1, last_at: NOW + 1 };
      const turns = [
        [visit('v', { entry: 's--passport' }), answer(), answer({ aspect: 'time' })],
        [visit('v', { ...later, place: '0204', locale: 'en', entry: 'menu' }), rating('v', 'like')],
        [visit('v', later), rating('v', 'like'), rating('v', 'dislike', { at: NOW + 1, reasons: 'price' })],
        [visit('w'), rating('w', 'acceptable')],
      ];
      await store().accept(
        turns.map((_, at) => event(`${at}`, `${at}`)),
        NOW,
      );
      for (const records of turns)
        await store().commit(only(await store().claim(1)), result({ records }), NOW);
      await reopen();
      expect(await rows('visit')).toEqual([
        expect.objectContaining({
          visitor: 'v',
          at: NOW,
          last_at: NOW + 1,
          turns: 3,
          place: '0204',
          locale: 'km',
          entry: 's--passport',
        }),
        expect.objectContaining({ visitor: 'w', turns: 1, place: null }),
      ]);
      expect((await rows('answer')).map(({ aspect }) => aspect)).toEqual(['fee', 'time']);
      expect(await rows('rating')).toEqual([
        expect.objectContaining({ visitor: 'v', liking: 'dislike', reasons: 'price', at: NOW }),
        expect.objectContaining({ visitor: 'w', liking: 'acceptable' }),
      ]);
    });

    test('that leads to what cannot be kept is refused as unfit', async () => {
      await store().accept([event('a', '1')], NOW);
      const records = [answer({ outcome: null as unknown as string })];
      await expect(store().commit(only(await store().claim(1)), result({ records }), NOW)).rejects.toThrow(
        Unfit,
      );
      expect(await rows('answer')).toEqual([]);
    });

    test('is committed once: the second time changes nothing', async () => {
      await store().accept([event('a', '1')], NOW);
      const turn = only(await store().claim(1));
      await store().commit(turn, result({ calls: [call('one')] }), NOW);
      await expect(store().commit(turn, result({ calls: [call('one')] }), NOW)).rejects.toThrow('not open');
      expect((await store().stats()).openCalls).toEqual({ telegram: 1 });
    });

    test('that cannot be written spoils no other of its group', async () => {
      await store().accept([event('a', '1'), event('b', '2')], NOW);
      const [bad, good] = await store().claim(2);
      const broken = result({ memory: 1n as unknown as string, calls: [call('x')] });
      const outcomes = await Promise.allSettled([
        store().commit({ ...bad!, id: -1 }, broken, NOW),
        store().commit(good!, result({ calls: [call('answer')] }), NOW),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
      expect(await store().stats()).toMatchObject({ openEvents: 1, openCalls: { telegram: 1 } });
    });

    test('that forgets deletes the conversation and what was open of it, and of nobody else', async () => {
      await store().accept([event('a', '1'), event('b', '2')], NOW);
      const [mine, other] = await store().claim(2);
      await store().commit(mine!, result({ calls: [call('secret')] }), NOW);
      await store().commit(other!, result({ calls: [call('kept')] }), NOW);
      await store().accept([event('a', '3'), event('a', '4')], NOW);
      const turn = only(await store().claim(1));
      await store().commit(
        turn,
        result({ memory: undefined, forgets: true, calls: [call('forgotten')] }),
        NOW,
      );
      expect(await store().memory('telegram/a')).toBeUndefined();
      expect(await store().memory('telegram/b')).toBe('{}');
      expect(await store().claim(10)).toEqual([]);
      const calls = await store().claimCalls('telegram', 10);
      expect(calls.map((one) => one.call.body['text']).sort()).toEqual(['forgotten', 'kept']);
      expect(await store().accept([event('a', '4')], NOW)).toEqual([false]);
    });

    test('that cannot be taken becomes a dead letter, the conversation goes on, and it can be tried again', async () => {
      await store().accept([event('a', '1'), event('a', '2')], NOW);
      const turn = only(await store().claim(1));
      await store().commit(turn, result({ dies: 'too-slow', calls: [call('sorry')] }), NOW);
      const letter = only(await store().deadLetters(10));
      expect(letter).toMatchObject({ side: 'in', reason: 'too-slow', attempts: 1, whole: true });
      expect(textOf(only(await store().claim(10)))).toBe('question 2');
      await reopen();
      expect(await store().revive([letter.id], NOW)).toBe(1);
      const [, revived] = [await store().claim(1), await store().stats()];
      expect(revived).toMatchObject({ openEvents: 2, deadLetters: 0 });
    });
  });
}
