import { setTimeout as sleep } from 'node:timers/promises';
import { createChance } from '../../chance.ts';
import { assertKept } from '../../judge.ts';
import type { Row } from '../../row.ts';
import { outcomeOf } from '../outcome.ts';
import { overWire } from '../over-wire.ts';
import { amongSeveral } from '../world.ts';

const SLOW_MS = 100;
/** A server takes sixteen turns at once, and asks the database five times for that. */
const EVENTS_A_SECOND = 12;

export const slowWire: Row = {
  number: 8,
  title: 'several on PostgreSQL: every byte to it and from it takes 100 ms longer',
  run: ({ compiled, seed, whole }) =>
    amongSeveral(compiled, (world) =>
      overWire(world, async (wire, environment) => {
        await Promise.all([world.start(undefined, environment), world.start(undefined, environment)]);
        wire.slow(SLOW_MS);
        const load = world.load({ chance: createChance(seed), rate: () => EVENTS_A_SECOND });
        await sleep(whole ? 30_000 : 5_000);
        const findings = await outcomeOf(world, load);
        assertKept(findings, 0);
        const [p50, p99] = [load.ledger.latency(0.5), load.ledger.latency(0.99)].map(Math.round);
        const refused = load.ledger.events.length === 0 ? 0 : (load.ledger.statuses.get(503) ?? 0);
        return {
          ...findings,
          'refused with 503': refused,
          'acknowledged in': `p50 ${p50} ms, p99 ${p99} ms`,
        };
      }),
    ),
};
