import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { createChance } from '../chance.ts';
import { createDisk, noDisk } from '../disk.ts';
import { assertKept, judge } from '../judge.ts';
import type { Load } from '../load.ts';
import type { Figures, Row, Size } from '../row.ts';
import { settled } from '../settled.ts';
import { inWorld } from '../world.ts';

export const fullDisk: Row = {
  number: 5,
  title: 'the disk is full, then it fails, then it is well again',
  hindered: noDisk,
  run: (size) => inWorld(size.compiled, (world) => fillAndEmpty(world, size)),
};

/** A full disk, and a failing one: each so long, and so long after a moment for what is on its way. */
const TROUBLE_MS = 2_000;
const MOMENT_MS = 800;
/** The server looks every second whether it can write. */
const RECOVERS_MS = 20_000;

async function fillAndEmpty(
  world: Parameters<Parameters<typeof inWorld>[1]>[0],
  { seed }: Size,
): Promise<Figures> {
  const disk = createDisk(world.folder, world.path);
  const server = await world.start(undefined, disk.environment);
  const load = world.load({ chance: createChance(seed), url: () => server.url, rate: () => 60 });
  const told: Record<string, number> = {};
  for (const how of ['ENOSPC', 'EIO'] as const) {
    await acknowledges(load);
    disk.fill(how);
    await sleep(MOMENT_MS);
    const before = { ...countsOf(load) };
    await sleep(TROUBLE_MS);
    const during = countsOf(load);
    disk.fill(undefined);
    assert.ok(during.refused > before.refused, `nothing was refused with 503 during ${how}`);
    assert.equal(during.acknowledged, before.acknowledged, `acknowledged during ${how}`);
    told[`refused during ${how}`] = during.refused - before.refused;
  }
  await acknowledges(load);
  assert.ok(server.isRunning(), 'the server ended');
  await load.finish();
  await settled(world.database);
  await load.abandon();
  assert.equal(await server.stop(), 0);
  const findings = judge({
    ledger: load.ledger,
    seen: world.provider.seen,
    contents: await world.database.contents(),
  });
  assertKept(findings, 0);
  assert.deepEqual([...load.ledger.statuses.keys()].toSorted(), [200, 503]);
  return { ...told, ...findings };
}

const countsOf = ({ ledger }: Load) => ({
  refused: ledger.statuses.get(503) ?? 0,
  acknowledged: ledger.statuses.get(200) ?? 0,
});

async function acknowledges(load: Load): Promise<void> {
  const before = countsOf(load).acknowledged;
  const end = performance.now() + RECOVERS_MS;
  while (countsOf(load).acknowledged < before + 20) {
    assert.ok(performance.now() < end, `nothing is acknowledged though there is room again`);
    await sleep(20);
  }
}
