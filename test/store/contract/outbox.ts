import { describe, expect, test } from 'vitest';
import type { ClaimedCall } from '../../../adapters/store.ts';
import { call, event, HOUR, NEVER, NOW, type Opened, only, result } from './given.ts';

/** What goes out. */
export function outboxContract({ store, reopen }: Pick<Opened, 'store' | 'reopen'>): void {
  describe('the outbox', () => {
    const say = async (conversation: string, ...texts: string[]) => {
      await store().accept([event(conversation, `${conversation}${texts}`)], NOW);
      const calls = texts.map((text) => call(text));
      for (const turn of await store().claim(1)) await store().commit(turn, result({ calls }), NOW);
    };
    const claimed = async (most = 10) =>
      (await store().claimCalls('telegram', most)).map((one) => [one.call.body['text'], one]) as never as [
        string,
        ClaimedCall,
      ][];

    test('hands out the oldest call of each conversation, the next only when it is sent', async () => {
      await say('a', 'a1', 'a2');
      await say('b', 'b1');
      const first = await claimed();
      expect(first.map(([text]) => text)).toEqual(['a1', 'b1']);
      expect(await claimed()).toEqual([]);
      await store().sent(first[0]![1]);
      const next = await claimed();
      expect(next.map(([text]) => text)).toEqual(['a2']);
      await store().sent(next[0]![1]);
      await store().sent(first[1]![1]);
      expect((await store().stats()).openCalls).toEqual({});
    });

    test('finds the next call behind conversations whose calls have expired meanwhile', async () => {
      for (const conversation of ['a', 'b', 'c']) await say(conversation, `${conversation}1`);
      await store().accept([event('d', 'd1')], NOW + 1);
      const [turn] = await store().claim(1);
      await store().commit(turn!, result({ calls: [call('d1')] }), NOW + 1);
      expect((await store().sweep({ ...NEVER, calls: NOW + 1 }, NOW + 1)).expired).toBe(3);
      expect((await claimed(1)).map(([text]) => text)).toEqual(['d1']);
    });

    test('knows no other channel', async () => {
      await say('a', 'a1');
      expect(await store().claimCalls('messenger', 10)).toEqual([]);
    });

    test('a call that is to be tried again keeps its place, and the count of its tries', async () => {
      await say('a', 'a1', 'a2');
      await store().retryCall(only(await claimed())[1], 0);
      const [text, again] = only(await claimed());
      expect([text, again.attempts, again.unclear]).toEqual(['a1', 1, false]);
      await store().retryCall(again, HOUR);
      expect(await claimed()).toEqual([]);
    });

    test('a call that was on its way when the process ended is said to be unclear', async () => {
      await say('a', 'a1');
      await claimed();
      await reopen();
      const [, again] = only(await claimed());
      expect(again).toMatchObject({ unclear: true, attempts: 1 });
    });

    test('a killed call is a dead letter with its reason, what stands behind it goes on, and it can be revived', async () => {
      await say('a', 'a1', 'a2');
      await store().killCall(only(await claimed())[1], 'telegram-400', NOW);
      const letter = only(await store().deadLetters(10));
      expect(letter).toMatchObject({ side: 'out', reason: 'telegram-400', whole: true, diedAt: NOW });
      const [text, next] = only(await claimed());
      expect(text).toBe('a2');
      await store().sent(next);
      expect(await store().revive([letter.id], NOW)).toBe(1);
      expect(only(await claimed())[0]).toBe('a1');
    });

    test('killed as a whole, nothing of the conversation is sent, and no text is kept', async () => {
      await say('a', 'a1', 'a2');
      await store().killCall(only(await claimed())[1], 'telegram-403', NOW, true);
      expect(await claimed()).toEqual([]);
      const letters = await store().deadLetters(10);
      expect(letters.map(({ whole }) => whole)).toEqual([false, false]);
      expect(
        await store().revive(
          letters.map(({ id }) => id),
          NOW,
        ),
      ).toBe(0);
    });

    test('what was forgotten while on its way ends quietly', async () => {
      await say('a', 'a1');
      const [, onItsWay] = only(await claimed());
      await store().accept([event('a', 'forget')], NOW);
      await store().commit(only(await store().claim(1)), result({ memory: undefined, forgets: true }), NOW);
      await store().sent(onItsWay);
      await store().killCall(onItsWay, 'late', NOW);
      expect(await store().stats()).toMatchObject({ openCalls: {}, deadLetters: 0 });
    });
  });
}
