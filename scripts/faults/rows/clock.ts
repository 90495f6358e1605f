import assert from 'node:assert/strict';
import { horizonAt } from '../../../adapters/retention.ts';
import { messagesOf, platforms, say } from '../platforms.ts';
import { startProvider } from '../provider.ts';
import type { Row } from '../row.ts';
import { createSmallPost } from '../small-post.ts';
import { isIdle, until } from '../until.ts';

const HOUR_MS = 3_600_000;
const broken = { status: 500, body: { ok: false, error_code: 500, description: 'Internal Server Error' } };

export const clock: Row = {
  number: 13,
  title: 'the clock jumps an hour back, and an hour ahead',
  run: async ({ compiled }) => {
    const provider = await startProvider();
    let ahead = 0;
    const now = () => Date.now() + ahead;
    const post = await createSmallPost({ compiled, channels: platforms(provider.url), now, say });
    const hear = async (text: string) =>
      post.accept('telegram', messagesOf('citizen', [text], Date.now() - 10 * HOUR_MS));
    const sees = (count: number) =>
      until(`${count} answers are seen`, () => provider.seen.length === count, 10_000);
    try {
      await hear('before');
      await sees(1);
      for (const [jump, text] of [
        [-HOUR_MS, 'back'],
        [2 * HOUR_MS, 'ahead'],
      ] as const) {
        // One waits to be tried again while the clock jumps back: its timer runs on a clock that does not.
        let left = jump < 0 ? 2 : 0;
        provider.meet(() => (left-- > 0 ? broken : undefined));
        const seen = provider.seen.length;
        await hear(text);
        if (jump < 0) await until('it was tried', () => left < 2);
        ahead += jump;
        await post.store.sweep(horizonAt(now()), now());
        await sees(seen + 1);
        assert.equal(await hear(text), 0, 'a repeated event was taken for a new one');
        assert.equal(await hear('before'), 0, 'a repeated event was taken for a new one');
      }
      await until('nothing waits', () => isIdle(post.store));
      const texts = provider.seen.map(({ text }) => text);
      assert.deepEqual(texts, ['before', 'back', 'ahead']);
      return { events: 3, repeated: 4, sent: texts.length };
    } finally {
      await post.end();
      await provider.close();
    }
  },
};
