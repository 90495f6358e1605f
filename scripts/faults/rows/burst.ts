import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { createChance } from '../chance.ts';
import { assertKept, judge } from '../judge.ts';
import type { Row } from '../row.ts';
import { settled } from '../settled.ts';
import { inWorld } from '../world.ts';

const NORMAL = 30;
const DRAINS_MS = 240_000;
/** Without a bound on what waits in memory a burst of thousands would go far beyond. */
const MOST_MB = 512;

export const burst: Row = {
  number: 19,
  title: 'ten times as many events for a while, then as before',
  run: ({ compiled, seed, whole }) =>
    inWorld(compiled, async (world) => {
      const server = await world.start();
      let rate = NORMAL;
      const load = world.load({
        chance: createChance(seed),
        url: () => server.url,
        rate: () => rate,
        telegram: 0.03,
      });
      await sleep(500);
      rate = 10 * NORMAL;
      await sleep(whole ? 30_000 : 3_000);
      rate = NORMAL;
      const burstMb = server.memoryMb();
      const start = performance.now();
      await sleep(500);
      await load.finish();
      await settled(world.database, DRAINS_MS);
      const drainedMs = Math.round(performance.now() - start);
      const memoryMb = Math.round(Math.max(burstMb, server.memoryMb()));
      await load.abandon();
      assert.equal(await server.stop(), 0);
      const { ledger } = load;
      assert.deepEqual([...ledger.statuses.keys()], [200], 'not everything was acknowledged at once');
      assert.ok(memoryMb < MOST_MB, `it took ${memoryMb} MB`);
      const findings = judge({
        ledger,
        seen: world.provider.seen,
        contents: await world.database.contents(),
      });
      assertKept(findings, 0);
      return { ...findings, drainedMs, memoryMb, 'p99 ms': Math.round(ledger.latency(0.99)) };
    }),
};
