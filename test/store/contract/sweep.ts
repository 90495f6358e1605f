import { describe, expect, test } from 'vitest';
import {
  answer,
  call,
  event,
  HOUR,
  NEVER,
  NOW,
  type Opened,
  occurrence,
  only,
  rating,
  result,
  typed,
  visit,
} from './given.ts';

/** What goes, and when. */
export function sweepContract({ store, rows }: Pick<Opened, 'store' | 'rows'>): void {
  describe('a sweep', () => {
    test('deletes what is older than its horizon, and nothing younger', async () => {
      for (const [id, at] of [
        ['old', NOW],
        ['new', NOW + HOUR],
      ] as const) {
        await store().accept([event(id, id)], at);
        await store().commit(
          only(await store().claim(1)),
          result({ records: [typed({ id }, at)], calls: [call(id)] }),
          at,
        );
        await store().killCall(only(await store().claimCalls('telegram', 1)), 'never', at);
      }
      expect(
        await store().sweep({ ...NEVER, conversations: NOW + 1, keys: NOW + 1, deadTexts: NOW + 1 }, NOW),
      ).toEqual({ expired: 0, hasMore: false });
      expect([await store().memory('telegram/old'), await store().memory('telegram/new')]).toEqual([
        undefined,
        '{}',
      ]);
      expect((await store().deadLetters(9)).map(({ whole }) => whole)).toEqual([false, true]);
      expect(await store().accept([event('old', 'old'), event('new', 'new')], NOW)).toEqual([true, false]);
      await store().sweep({ ...NEVER, deadLetters: NOW + 1 }, NOW);
      expect(await store().deadLetters(9)).toHaveLength(1);
    });

    test('deletes what was typed sooner than anonymous facts', async () => {
      const at = NOW + HOUR;
      await store().accept([event('a', '1')], NOW);
      const records = [
        ...[typed(), visit('old'), answer(), rating('old', 'like'), occurrence('prompt')],
        ...[typed({}, at), visit('new', { at }), answer({ at }), rating('new', 'like', { at })],
        occurrence('prompt', { at }),
      ];
      await store().commit(only(await store().claim(1)), result({ records }), NOW);
      const count = async () =>
        Promise.all(
          ['record', 'visit', 'answer', 'rating', 'occurrence'].map(async (one) => (await rows(one)).length),
        );
      await store().sweep({ ...NEVER, texts: NOW + 1 }, NOW);
      expect(await count()).toEqual([1, 2, 2, 2, 2]);
      await store().sweep({ ...NEVER, facts: NOW + 1 }, NOW);
      expect(await count()).toEqual([1, 1, 1, 1, 1]);
    });

    test('destroys what the numbers of visitors of past months were made with, and no other secret', async () => {
      const names = [
        'visitor',
        'visitors 2025-12',
        'visitors 2026-09',
        'visitors 2026-10',
        'visitors 2026-11',
      ];
      for (const name of names) await store().secret(name, name);
      await store().sweep({ ...NEVER, visitorKeys: '2026-10' }, NOW);
      expect((await rows('secret')).map(({ name }) => name).sort()).toEqual(['visitor', ...names.slice(3)]);
    });

    test('counts from when the citizen last spoke, whoever wrote since', async () => {
      await store().accept([event('a', '1')], NOW);
      await store().commit(only(await store().claim(1)), result({ heardAt: NOW - HOUR }), NOW);
      await store().sweep({ ...NEVER, conversations: NOW - HOUR + 1 }, NOW);
      expect(await store().memory('telegram/a')).toBeUndefined();
    });

    test('ends conversations of the web sooner than others', async () => {
      await store().accept([event('a', '1', 'web'), event('b', '2')], NOW);
      for (const turn of await store().claim(2)) await store().commit(turn, result(), NOW);
      await store().sweep({ ...NEVER, webConversations: NOW + 1 }, NOW);
      expect([await store().memory('web/a'), await store().memory('telegram/b')]).toEqual([undefined, '{}']);
    });

    test('takes a bounded part at a time, and says that there is more', async () => {
      await store().accept(
        Array.from({ length: 2_500 }, (_, at) => ({ ...event('a', `${at}`), activity: undefined })),
        NOW,
      );
      const sweep = async () => (await store().sweep({ ...NEVER, keys: NOW + 1 }, NOW)).hasMore;
      expect([await sweep(), await sweep()]).toEqual([true, false]);
    });

    test('makes dead letters of calls that nobody waits for any more', async () => {
      await store().accept([event('a', '1')], NOW);
      await store().commit(only(await store().claim(1)), result({ calls: [call('a1'), call('a2')] }), NOW);
      expect((await store().sweep({ ...NEVER, calls: NOW + 1 }, NOW + 1)).expired).toBe(2);
      expect(await store().claimCalls('telegram', 1)).toEqual([]);
      const letters = await store().deadLetters(9);
      expect(letters).toMatchObject([
        { reason: 'expired', diedAt: NOW + 1, whole: true },
        { reason: 'expired' },
      ]);
      await store().revive([letters[0]!.id], NOW);
      expect(only(await store().claimCalls('telegram', 1)).call).toEqual(call('a1'));
    });
  });
}
