import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { createChance } from '../chance.ts';
import { createDisk, noDisk } from '../disk.ts';
import { assertKept, judge } from '../judge.ts';
import type { Row, Size } from '../row.ts';
import { settled } from '../settled.ts';
import { inWorld } from '../world.ts';

export const slowDisk: Row = {
  number: 6,
  title: 'every flush takes 2 ms longer, 50 ms longer',
  hindered: noDisk,
  run: async (size) => {
    const quick = await withSlowDisk(2, size);
    const slow = await withSlowDisk(50, size);
    return { '+2 ms': quick, '+50 ms': slow };
  },
};

/** Tells how long acknowledgements took; figures of time are printed, not judged. */
function withSlowDisk(ms: number, { compiled, seed, whole }: Size): Promise<string> {
  return inWorld(compiled, async (world) => {
    const disk = createDisk(world.folder, world.path, ms);
    const server = await world.start(undefined, disk.environment);
    const rate = whole ? 500 : 60;
    const load = world.load({
      chance: createChance(seed),
      url: () => server.url,
      rate: () => rate,
      telegram: 0.02,
    });
    await sleep(whole ? 10_000 : 2_000);
    await load.finish();
    await settled(world.database);
    await load.abandon();
    assert.equal(await server.stop(), 0);
    const { ledger } = load;
    assertKept(judge({ ledger, seen: world.provider.seen, contents: await world.database.contents() }), 0);
    const [p50, p99] = [ledger.latency(0.5), ledger.latency(0.99)].map((one) => one.toFixed(1));
    return `${ledger.events.length} events at ${rate}/s, p50 ${p50} ms, p99 ${p99} ms`;
  });
}

const STALL_MS = 2_500;

export const stalledDisk: Row = {
  number: 6,
  title: 'a flush hangs for seconds, and the power goes meanwhile',
  hindered: noDisk,
  run: ({ compiled, seed }) =>
    inWorld(compiled, async (world) => {
      const disk = createDisk(world.folder, world.path);
      let server = await world.start(undefined, disk.environment);
      const load = world.load({ chance: createChance(seed), url: () => server.url, rate: () => 60 });
      await sleep(1_000);
      disk.stall(true);
      await sleep(1_000); // for the answers that were on their way
      const before = load.ledger.acknowledged().length;
      await sleep(STALL_MS);
      assert.equal(load.ledger.acknowledged().length, before, 'acknowledged while nothing could be flushed');
      assert.ok(server.isRunning(), 'the server ended');
      await server.kill();
      disk.stall(false);
      disk.cutPower();
      const { unclearCalls } = await world.database.contents();
      server = await world.start(undefined, disk.environment);
      await load.finish();
      await settled(world.database);
      await load.abandon();
      await server.kill();
      const { ledger } = load;
      const findings = judge({
        ledger,
        seen: world.provider.seen,
        contents: await world.database.contents(),
      });
      assertKept(findings, unclearCalls);
      return { stalledMs: STALL_MS, ...findings, inFlight: unclearCalls };
    }),
};
