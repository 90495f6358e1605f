import assert from 'node:assert/strict';
import { messagesOf, platforms, say } from '../platforms.ts';
import { type Provider, type Seen, startProvider, type Trouble } from '../provider.ts';
import type { Row } from '../row.ts';
import { createSmallPost } from '../small-post.ts';
import { isIdle, until } from '../until.ts';

const TEXTS = ['one', 'two', 'three', 'four'];
const tooMany = { status: 429, body: { ok: false, error_code: 429, parameters: { retry_after: 1 } } };
const broken = { status: 500, body: { ok: false, error_code: 500, description: 'Internal Server Error' } };
const blocked = {
  status: 403,
  body: { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' },
};
const garbled = { status: 200, body: '<html>502 Bad Gateway</html>', carriesOut: true };

/** What meets the second message of each citizen, and how often its citizen sees it. */
const TROUBLES: readonly {
  readonly channel: Seen['channel'];
  readonly name: string;
  readonly trouble: Trouble;
  readonly times: number;
}[] = [
  { channel: 'telegram', name: 'answered with 500', trouble: broken, times: 1 },
  { channel: 'telegram', name: 'answered with 429', trouble: tooMany, times: 1 },
  { channel: 'telegram', name: 'reset', trouble: 'reset', times: 1 },
  { channel: 'telegram', name: 'reset in the middle of the answer', trouble: 'reset-mid-body', times: 1 },
  { channel: 'telegram', name: 'carried out, the answer unreadable', trouble: garbled, times: 2 },
  { channel: 'messenger', name: 'carried out and never answered', trouble: 'unanswered', times: 2 },
  { channel: 'telegram', name: 'blocked', trouble: blocked, times: 0 },
];
const UNHURT = 'unhurt';

export const refusals: Row = {
  number: 10,
  title: 'the platform answers with 500, 429, 403, nonsense, late, or breaks off',
  run: async ({ compiled }) => {
    const provider = await startProvider();
    meetOnce(provider);
    const now = Date.now();
    const post = await createSmallPost({ compiled, channels: platforms(provider.url), now: Date.now, say });
    try {
      await Promise.all([
        ...TROUBLES.map(({ channel, name }) =>
          post.accept(channel, messagesOf(name, TEXTS, now - 3_600_000)),
        ),
        post.accept('messenger', messagesOf(UNHURT, TEXTS, now - 3_600_000)),
      ]);
      await until('everything is sent or dead', () => isIdle(post.store));
      for (const { name, times } of TROUBLES) assertSeen(provider, name, times);
      assertSeen(provider, UNHURT, 1);
      const letters = await post.store.deadLetters(100);
      assert.deepEqual(new Set(letters.map(({ reason }) => reason)), new Set(['telegram-403']));
      assert.ok(
        letters.every(({ whole }) => !whole),
        'texts for a citizen who has left are kept',
      );
      assert.ok(unhurtFirst(provider), 'the other channel waited for Telegram');
      return { citizens: TROUBLES.length + 1, seen: provider.seen.length, dead: letters.length };
    } finally {
      await post.end();
      await provider.close();
    }
  },
};

function meetOnce({ meet }: Provider): void {
  const met = new Set<string>();
  meet(({ conversation, text }) => {
    const planned = TROUBLES.find(({ name }) => name === conversation);
    if (!planned || text === TEXTS[0]) return undefined;
    if (planned.times > 0 && (text !== TEXTS[1] || met.has(conversation))) return undefined;
    met.add(conversation);
    return planned.trouble;
  });
}

/** `times`: how often the second message was seen; 0: the citizen has blocked the bot, and sees nothing after the first. */
function assertSeen({ seen }: Provider, name: string, times: number): void {
  const [first, second, ...others] = TEXTS;
  const expected = times === 0 ? [first] : [first, ...Array(times).fill(second), ...others];
  const texts = seen.filter(({ conversation }) => conversation === name).map(({ text }) => text);
  assert.deepEqual(texts, expected, name);
}

/** All of the unhurt citizen's messages came before the last one of Telegram's. */
function unhurtFirst({ seen }: Provider): boolean {
  const last = seen.findLastIndex(({ conversation }) => conversation === UNHURT);
  return last < seen.findLastIndex(({ channel }) => channel === 'telegram');
}
