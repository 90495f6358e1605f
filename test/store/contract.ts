import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Call } from '../../adapters/channel.ts';
import { eventKey } from '../../adapters/event-key.ts';
import type { ClaimedEvent, InboxEvent, Store, TurnResult } from '../../adapters/store.ts';

const NOW = Date.UTC(2026, 10, 20);
const HOUR = 3_600_000;

export const event = (conversation: string, id: string, channel = 'telegram'): InboxEvent => ({
  channel,
  conversation: `${channel}/${conversation}`,
  key: eventKey(channel, 'bot', id),
  activity: { type: 'message', text: `question ${id}` },
});
const call = (text: string, kind: Call['kind'] = 'answer'): Call => ({ method: 'say', body: { text }, kind });
const result = (changes: Partial<TurnResult> = {}): TurnResult => ({
  memory: '{}',
  calls: [],
  records: [],
  forgets: false,
  ...changes,
});
const textOf = ({ activity }: ClaimedEvent) => activity.text;
const only = <Item>(items: readonly Item[]): Item => {
  expect(items).toHaveLength(1);
  return items[0]!;
};
const NEVER = {
  calls: 0,
  keys: 0,
  conversations: 0,
  webConversations: 0,
  deadTexts: 0,
  deadLetters: 0,
  records: 0,
};

/** What every store promises. `reopen` closes it and opens the same data again. */
export function storeContract(
  name: string,
  open: () => Promise<{
    readonly store: () => Store;
    readonly reopen: () => Promise<void>;
    readonly end: () => Promise<void>;
  }>,
): void {
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.end());
    const store = () => opened.store();

    describe('the inbox', () => {
      test('takes an event once, however often and in whatever company it comes', async () => {
        const one = event('a', '1');
        expect(await store().accept([one, event('a', '2'), one], NOW)).toEqual([true, true, false]);
        expect(await Promise.all([store().accept([one], NOW), store().accept([one], NOW)])).toEqual([
          [false],
          [false],
        ]);
        await opened.reopen();
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
        await opened.reopen();
        expect((await store().claim(10)).map(textOf)).toEqual(['question 1', 'question 2']);
      });

      test('hands out one event at a time of those that were tried before: the others are not counted with it', async () => {
        await store().accept([event('a', '1'), event('b', '2'), event('c', '3')], NOW);
        expect(await store().claim(2)).toHaveLength(2);
        await opened.reopen();
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

    describe('a turn', () => {
      test('writes memory, calls and records, and closes its event, at once', async () => {
        await store().accept([event('a', '1')], NOW);
        const record = {
          kind: 'content_report',
          locale: 'km',
          catalogueVersion: 'v',
          fields: { service: 'x' },
        };
        await store().commit(
          only(await store().claim(1)),
          result({ memory: '{"met":true}', calls: [call('one'), call('two')], records: [record] }),
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
        await opened.reopen();
        expect(await store().revive([letter.id], NOW)).toBe(1);
        const [, revived] = [await store().claim(1), await store().stats()];
        expect(revived).toMatchObject({ openEvents: 2, deadLetters: 0 });
      });
    });

    describe('the outbox', () => {
      const say = async (conversation: string, ...texts: string[]) => {
        await store().accept([event(conversation, `${conversation}${texts}`)], NOW);
        const calls = texts.map((text) => call(text));
        for (const turn of await store().claim(1)) await store().commit(turn, result({ calls }), NOW);
      };
      const claimed = async (most = 10) =>
        (await store().claimCalls('telegram', most)).map((one) => [one.call.body['text'], one]) as never as [
          string,
          Awaited<ReturnType<Store['claimCalls']>>[number],
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
        await opened.reopen();
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
        expect([await store().memory('web/a'), await store().memory('telegram/b')]).toEqual([
          undefined,
          '{}',
        ]);
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

    test('is healthy, and refuses everything once it is closed', async () => {
      await store().health(NOW);
      await store().close();
      await expect(store().accept([event('a', '1')], NOW)).rejects.toThrow('closed');
    });
  });
}
