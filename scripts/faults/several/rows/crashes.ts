import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Chance, createChance } from '../../chance.ts';
import { assertKept, type Findings } from '../../judge.ts';
import type { OrdersGiven } from '../../orders.ts';
import type { Row, Size } from '../../row.ts';
import { until } from '../../until.ts';
import { outcomeOf } from '../outcome.ts';
import { rateOf } from '../rate.ts';
import { crashed } from '../surviving.ts';
import { amongSeveral, type SeveralWorld } from '../world.ts';

/** What PostgreSQL has not handed to the kernel is lost in its crash: this is how long it may keep that to itself. */
const settings = { wal_writer_delay: '10s', wal_writer_flush_after: '1GB' };
/** On a busy machine the first one may come when everything has just been handed over: not the ones behind it. */
const TIMES_OFF = 3;
/** Between two crashes. */
const ACKNOWLEDGED = 20;
const LIVES_MS = { least: 0, most: 1_000 } as const;

export const crashes: Row = {
  number: 7,
  title: 'several on PostgreSQL: all its processes killed under load',
  run: (size) =>
    amongSeveral(
      size.compiled,
      async (world) => {
        const { findings, inFlight, times } = await surviveCrashes(world, size, size.whole ? 5 : 2);
        assertKept(findings, inFlight);
        return { crashes: times, ...findings, inFlight };
      },
      { cluster: { settings } },
    ),
};

export const crashesWithoutFlush: Row = {
  number: 7,
  title: 'control: the same with synchronous_commit=off, must lose',
  run: (size) =>
    amongSeveral(
      size.compiled,
      async (world) => {
        const { findings, times } = await surviveCrashes(world, size, TIMES_OFF, {
          synchronousCommit: 'off',
        });
        assert.ok(findings.lost > 0, 'nothing was lost: the test is blind');
        return { crashes: times, events: findings.events, lost: findings.lost };
      },
      { cluster: { settings } },
    ),
};

interface Survived {
  readonly findings: Findings;
  readonly inFlight: number;
  readonly times: number;
}

async function surviveCrashes(
  world: SeveralWorld,
  size: Size,
  times: number,
  faults?: OrdersGiven,
): Promise<Survived> {
  const chance: Chance = createChance(size.seed);
  await Promise.all([world.start(faults), world.start(faults)]);
  const load = world.load({ chance, rate: rateOf(size) });
  let inFlight = 0;
  for (let time = 0; time < times; time += 1) {
    const least = load.ledger.acknowledged().length + ACKNOWLEDGED;
    await until('enough is acknowledged', () => load.ledger.acknowledged().length >= least);
    await sleep(chance.between(LIVES_MS.least, LIVES_MS.most));
    inFlight += await crashed(world);
  }
  return { findings: await outcomeOf(world, load), inFlight, times };
}
