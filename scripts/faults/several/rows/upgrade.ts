import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { MIGRATIONS } from '../../../../adapters/store/migrations.ts';
import { createChance } from '../../chance.ts';
import { assertKept } from '../../judge.ts';
import type { Row } from '../../row.ts';
import { compileNext } from '../next-version.ts';
import { outcomeOf } from '../outcome.ts';
import { rateOf } from '../rate.ts';
import { killed } from '../surviving.ts';
import { amongSeveral, type Instance, type SeveralWorld } from '../world.ts';

/** For a moment events are kept, and no turn is: a version that goes now leaves open events behind. */
const KEEPS_TURNS_OPEN = `DO 'BEGIN LOCK TABLE conversation IN SHARE MODE; PERFORM pg_sleep(2); END'`;
const NEWER = MIGRATIONS.length + 1;

export const upgrade: Row = {
  number: 21,
  title:
    'several on PostgreSQL: a newer version changes the tables under an older one, and the older one comes back',
  run: async (size) => {
    const { compiled, seed, whole } = size;
    // The one with faults is, here, the one of the next version.
    const versions = { ...compiled, faultyServer: await compileNext(compiled) };
    return amongSeveral(versions, async (world) => {
      const times = whole ? 3 : 1;
      const load = world.load({ chance: createChance(seed), rate: rateOf(size) });
      const left = { open: 0, inFlight: 0 };
      const leave = async (instance: Instance) => {
        const opening = world.database.ask(KEEPS_TURNS_OPEN);
        await sleep(1_000);
        left.open += await world.database.open();
        left.inFlight += await killed(world, instance);
        await opening;
      };
      let old = await world.start();
      for (let time = 0; time < times; time += 1) {
        await sleep(1_000);
        const next = await world.start({});
        assert.equal(await versionOf(world), NEWER, 'the newer version did not change the tables');
        await sleep(1_000); // both at work
        await leave(old);
        old = await world.start();
        assert.equal(await versionOf(world), NEWER, 'the older version changed the tables back');
        await sleep(1_000);
        await leave(next);
      }
      const findings = await outcomeOf(world, load);
      assertKept(findings, left.inFlight);
      assert.ok(left.open > 0, 'nothing was open when a version went');
      return {
        upgrades: times,
        downgrades: times,
        ...findings,
        'left open': left.open,
        inFlight: left.inFlight,
      };
    });
  },
};

async function versionOf({ database }: SeveralWorld): Promise<number> {
  const [row] = await database.ask<{ readonly version: number }>('SELECT version FROM schema_version');
  return row!.version;
}
