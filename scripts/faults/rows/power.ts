import assert from 'node:assert/strict';
import { createChance } from '../chance.ts';
import { createDisk, type Disk, noDisk } from '../disk.ts';
import { assertKept } from '../judge.ts';
import type { Row, Size } from '../row.ts';
import { surviveDeaths } from '../surviving.ts';
import { inWorld, type World } from '../world.ts';

export const power: Row = {
  number: 2,
  title: 'power cut: what was not flushed is gone',
  hindered: noDisk,
  run: ({ compiled, seed, whole }) =>
    inWorld(compiled, async (world) => {
      const disk = createDisk(world.folder, world.path);
      const times = whole ? 20 : 3;
      const { findings, inFlight } = await cutPower(world, disk, { seed, times, synchronous: 'FULL' });
      assertSeen(disk);
      assertKept(findings, inFlight);
      return { cuts: times, ...findings, inFlight };
    }),
};

export const powerWithoutFlush: Row = {
  number: 2,
  title: 'control: synchronous = NORMAL under a power cut must lose',
  hindered: noDisk,
  run: ({ compiled, seed }) =>
    inWorld(compiled, async (world) => {
      const disk = createDisk(world.folder, world.path);
      const { findings } = await cutPower(world, disk, { seed, times: CONTROL_CUTS, synchronous: 'NORMAL' });
      assertSeen(disk);
      assert.ok(findings.lost > 0, 'nothing was lost: the test is blind');
      return { cuts: CONTROL_CUTS, events: findings.events, lost: findings.lost };
    }),
};

/** On a busy machine a life may be too short to have anything acknowledged: there are several. */
const CONTROL_CUTS = 5;

interface Cuts extends Pick<Size, 'seed'> {
  readonly times: number;
  readonly synchronous: 'FULL' | 'NORMAL';
}

/** Begins with an empty database that is on the disk: without it nothing but nothing could be lost. */
async function cutPower(world: World, disk: Disk, { seed, times, synchronous }: Cuts) {
  await (await world.start()).stop();
  disk.rest();
  return surviveDeaths({
    world,
    chance: createChance(seed),
    times,
    faults: { synchronous },
    environment: disk.environment,
    afterwards: disk.cutPower,
  });
}

function assertSeen(disk: Disk): void {
  const { writes, syncs } = disk.counted();
  assert.ok(writes > 0 && syncs > 0, 'the database does not write through the disk of the test');
}
