import assert from 'node:assert/strict';
import { messagesOf, platforms, say } from '../platforms.ts';
import { startProvider } from '../provider.ts';
import type { Row } from '../row.ts';
import { createSmallPost } from '../small-post.ts';
import { isIdle, until } from '../until.ts';

const POISON = 'poison';
const TRIES = 3;

export const throws: Row = {
  number: 15,
  title: 'a message whose turn throws',
  run: async ({ compiled }) => {
    const provider = await startProvider();
    let tries = 0;
    const beforeTurn = (text: string) => {
      if (text !== POISON) return;
      tries += 1;
      throw new Error('poisoned');
    };
    const channels = platforms(provider.url);
    const post = await createSmallPost({ compiled, channels, now: Date.now, say, beforeTurn });
    const textsOf = (who: string) =>
      provider.seen.filter(({ conversation }) => conversation === who).map(({ text }) => text);
    try {
      const at = Date.now() - 3_600_000;
      await post.accept('messenger', messagesOf('victim', ['before', POISON, 'after'], at));
      await post.accept('messenger', messagesOf('other', ['one', 'two', 'three'], at));
      await until('the other citizen is answered', () => textsOf('other').length === 3);
      assert.deepEqual(textsOf('victim'), ['before'], 'what came after the poison overtook it');
      await until('everything is answered', () => isIdle(post.store));
      assert.deepEqual(textsOf('victim'), ['before', 'sorry', 'after']);
      assert.equal(tries, TRIES);
      const letters = await post.store.deadLetters(10);
      assert.deepEqual(
        letters.map(({ side, reason, attempts }) => [side, reason, attempts]),
        [['in', 'turn-failed', TRIES]],
      );
      assert.ok(post.errors.includes('turn.dead'), 'the operator is not told');
      return { events: 6, tries, dead: letters.length };
    } finally {
      await post.end();
      await provider.close();
    }
  },
};
