import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Chance, createChance } from '../../chance.ts';
import { assertKept } from '../../judge.ts';
import type { Load } from '../../load.ts';
import type { Row } from '../../row.ts';
import { until } from '../../until.ts';
import { outcomeOf } from '../outcome.ts';
import { rateOf } from '../rate.ts';
import { untilReadiness } from '../readiness.ts';
import { amongSeveral, type SeveralWorld } from '../world.ts';

/** From when PostgreSQL takes connections again. */
const RECOVERS_MS = 2_000;
/** Whose connections are reset: all, those that work, those that tell that a server is there. */
const WHOSE = ['smart-villager%', 'smart-villager', 'smart-villager presence'];

export const restart: Row = {
  number: 7,
  title: 'several on PostgreSQL: it is restarted at once, is away for a while, and resets connections',
  run: (size) =>
    amongSeveral(size.compiled, async (world) => {
      const chance = createChance(size.seed);
      const instances = await Promise.all([world.start(), world.start()]);
      const load = world.load({ chance, rate: rateOf(size) });
      const reset = await resetConnections(world, chance, size.whole ? 15 : 6);
      await sleep(1_000);
      const [atOnce, late] = [
        await goneFor(0, world, load),
        await goneFor(size.whole ? 60_000 : 3_000, world, load),
      ];
      for (const one of instances) assert.ok(one.isRunning(), `a server ended: ${one.output()}`);
      const findings = await outcomeOf(world, load);
      const inFlight = reset.inFlight + atOnce.inFlight + late.inFlight;
      assertKept(findings, inFlight);
      const slowestMs = Math.max(atOnce.recoveredMs, late.recoveredMs);
      if (size.whole) assert.ok(slowestMs < RECOVERS_MS, `back only after ${slowestMs} ms`);
      return {
        'connections reset': reset.connections,
        ...findings,
        inFlight,
        'refused with 503': load.ledger.statuses.get(503) ?? 0,
        'back after': `${atOnce.recoveredMs} ms, ${late.recoveredMs} ms`,
      };
    }),
};

interface Reset {
  readonly connections: number;
  /** Calls that were on their way, all together. */
  readonly inFlight: number;
}

/** Resets connections again and again, in the middle of whatever they are at. */
async function resetConnections({ database }: SeveralWorld, chance: Chance, times: number): Promise<Reset> {
  const end = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE $1';
  const reset = { connections: 0, inFlight: 0 };
  for (let time = 0; time < times; time += 1) {
    await sleep(chance.between(300, 900));
    reset.connections += (await database.ask(end, [WHOSE[time % WHOSE.length]])).length;
    reset.inFlight += (await database.contents()).unclearCalls;
  }
  assert.ok(reset.connections > times, 'nobody was connected');
  return reset;
}

interface Away {
  readonly inFlight: number;
  /** From when PostgreSQL takes connections again, until all servers are ready and a delivery is acknowledged. */
  readonly recoveredMs: number;
}

/** PostgreSQL ends without a word to anybody, and comes back after a while. */
async function goneFor(ms: number, { cluster, database, living }: SeveralWorld, load: Load): Promise<Away> {
  const instances = living();
  const count = (status: number) => load.ledger.statuses.get(status) ?? 0;
  await cluster.stop('immediate');
  if (ms > 0) {
    await Promise.all(instances.map((instance) => untilReadiness(instance, 503)));
    const before = { acknowledged: count(200), refused: count(503) };
    await sleep(ms);
    assert.equal(count(200), before.acknowledged, 'acknowledged while nothing could be kept');
    assert.ok(count(503) > before.refused, 'nothing was refused');
    for (const { url } of instances) assert.equal((await fetch(`${url}/healthz`)).status, 200);
  }
  // They find the database again when all that was on its way has been counted.
  for (const instance of instances) instance.pause();
  await cluster.start();
  const { unclearCalls } = await database.contents();
  const acknowledged = count(200);
  for (const instance of instances) instance.resume();
  const back = performance.now();
  await Promise.all(instances.map((instance) => untilReadiness(instance, 200)));
  await until('a delivery is acknowledged', () => count(200) > acknowledged);
  return { inFlight: unclearCalls, recoveredMs: Math.round(performance.now() - back) };
}
