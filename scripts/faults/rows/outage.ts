import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { horizonAt } from '../../../adapters/retention.ts';
import { messagesOf, platforms, say } from '../platforms.ts';
import { startProvider } from '../provider.ts';
import type { Row } from '../row.ts';
import { createSmallPost } from '../small-post.ts';
import { isIdle, until } from '../until.ts';

const MINUTE_MS = 60_000;
const OUTAGE_MINUTES = 30;
const CITIZENS = 20;
/** Real time of each minute of the outage. */
const MINUTE_TAKES_MS = 60;
/** One attempt of the breaker, the longest pause of a call that has failed a few times, and the rate of Telegram. */
const RECOVERS_MS = 40_000;
const down = { status: 500, body: { ok: false, error_code: 500, description: 'Internal Server Error' } };

export const outage: Row = {
  number: 11,
  title: 'a platform is down for 30 minutes of the calendar',
  run: async ({ compiled }) => {
    const provider = await startProvider();
    let ahead = 0;
    const now = () => Date.now() + ahead;
    const post = await createSmallPost({ compiled, channels: platforms(provider.url), now, say });
    try {
      provider.meet(() => down);
      let expired = 0;
      let most = 0;
      for (let minute = 0; minute < OUTAGE_MINUTES; minute += 1, ahead += MINUTE_MS) {
        for (let citizen = 0; citizen < CITIZENS; citizen += 1) {
          // Others every minute: whoever is not answered within the quarter of an hour is not there any more.
          const events = messagesOf(`citizen ${minute}.${citizen}`, ['help'], now());
          assert.equal(await post.accept('telegram', events), 1, 'not accepted');
        }
        await sleep(MINUTE_TAKES_MS);
        expired += (await post.store.sweep(horizonAt(now()), now())).expired;
        most = Math.max(most, (await post.store.stats()).openCalls['telegram'] ?? 0);
      }
      assert.match(post.trouble('telegram') ?? '', /does not answer/, 'the breaker is not open');
      provider.meet(() => undefined);
      await until('everything is sent or dead', () => isIdle(post.store), RECOVERS_MS);
      assert.equal(post.trouble('telegram'), undefined, 'the breaker is open still');
      const letters = await post.store.deadLetters(10_000);
      const events = OUTAGE_MINUTES * CITIZENS;
      const sent = provider.seen.length;
      assert.equal(sent + letters.length, events, 'an answer is neither sent nor dead');
      assert.deepEqual(new Set(letters.map(({ reason }) => reason)), new Set(['expired']));
      assert.ok(most <= 17 * CITIZENS, `${most} answers waited at once`);
      return {
        events,
        sent,
        expired: letters.length,
        'expired by the sweep': expired,
        'waiting at most': most,
      };
    } finally {
      await post.end();
      await provider.close();
    }
  },
};
