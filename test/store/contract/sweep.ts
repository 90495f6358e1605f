import { describe, expect, test } from 'vitest';
import { call, event, HOUR, NEVER, NOW, type Opened, only, result } from './given.ts';

/** What goes, and when. */
export function sweepContract({ store }: Pick<Opened, 'store'>): void {
  describe('a sweep', () => {
    test('deletes what is older than its horizon, and nothing younger', async () => {
      for (const [id, at] of [
        ['old', NOW],
        ['new', NOW + HOUR],
      ] as const) {
        await store().accept([event(id, id)], at);
        const record = { kind: 'content_report', locale: 'km', catalogueVersion: 'v', fields: {} };
        await store().commit(
          only(await store().claim(1)),
          result({ records: [record], calls: [call(id)] }),
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
