import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { SILENCE_MS } from '../../../../adapters/store/postgres/presence.ts';
import { MOST } from '../../../../adapters/store/postgres/sessions.ts';
import { createChance } from '../../chance.ts';
import { assertKept } from '../../judge.ts';
import type { Figures, Row, Size } from '../../row.ts';
import { until } from '../../until.ts';
import { heldBy, holdersOn, unclearOf } from '../holders.ts';
import { outcomeOf } from '../outcome.ts';
import { overWire } from '../over-wire.ts';
import { rateOf } from '../rate.ts';
import { untilReadiness } from '../readiness.ts';
import type { Wire } from '../wire.ts';
import { amongSeveral, type SeveralWorld } from '../world.ts';

/** Slow enough to hold conversations whenever it is looked at. */
const SLOW_MS = 50;
/** A peer looks every second, and whoever is looked at may have said something just before. */
const LOOKS_MS = 4_000;
/** Each look is a connection of its own. */
const LOOK_EVERY_MS = 250;
const BEFORE_MS = 1_000;
const PART_MS = 18_000;
const WHOLE_MS = 30_000;
/** Beside those that work, one tells that a server is there. */
const MOST_CONNECTIONS = MOST + 1;
/** How it ends: what was said meanwhile arrives late, or those who said it are forgotten. */
const ENDS = ['mend', 'forget'] as const;

export const silentWire: Row = {
  number: 8,
  title: 'several on PostgreSQL: nothing passes between it and one of two servers, and nobody is told',
  run: async (size) => {
    const told: Record<string, string> = {};
    for (const end of size.whole ? ENDS : ENDS.slice(1)) {
      const outcome = await amongSeveral(size.compiled, (world) =>
        overWire(world, (wire, environment) => silenced(world, wire, environment, size, end)),
      );
      const figures = Object.entries(outcome).map(([name, figure]) => `${name} ${figure}`);
      told[end === 'mend' ? 'heard late' : 'forgotten'] = figures.join(', ');
    }
    return told;
  },
};

async function silenced(
  world: SeveralWorld,
  wire: Wire,
  environment: Readonly<Record<string, string>>,
  size: Size,
  end: (typeof ENDS)[number],
): Promise<Figures> {
  const { database } = world;
  const cut = await world.start(undefined, environment);
  const holders = await holdersOn(database);
  await world.start();
  const load = world.load({ chance: createChance(size.seed), rate: rateOf(size) });
  await sleep(BEFORE_MS);
  const { held, inFlight } = await fallenSilent(wire, world, holders);
  const since = stopwatch();
  const noticing = untilReadiness(cut, 503);
  noticing.catch(() => undefined); // told below
  await until('the other one has what it held', async () => {
    await sleep(LOOK_EVERY_MS);
    return (await heldBy(database, holders)) === 0;
  });
  const freed = since();
  const noticed = await noticing;
  await sleep((size.whole ? WHOLE_MS : PART_MS) - since());
  wire[end]();
  const back = await untilReadiness(cut, 200);
  const findings = await outcomeOf(world, load);
  assertKept(findings, inFlight);
  if (size.whole) assert.ok(freed < SILENCE_MS + LOOKS_MS, `what it held was free only after ${freed} ms`);
  await until('it has its own connections alone', () => wire.connections() <= MOST_CONNECTIONS);
  assert.ok(cut.isRunning(), `it ended: ${cut.output()}`);
  const { events, lost, doubleEffects, doubleAnswers } = findings;
  return {
    events,
    lost,
    doubleEffects,
    doubleAnswers,
    held,
    inFlight,
    'noticed ms': noticed,
    'freed ms': freed,
    'back ms': back,
  };
}

const stopwatch = () => {
  const start = performance.now();
  return () => Math.round(performance.now() - start);
};

interface InHand {
  readonly held: number;
  readonly inFlight: number;
}

/** Cuts a server off while it takes turns and sends; resolves with how many conversations and calls it has in hand. */
async function fallenSilent(
  wire: Wire,
  { database }: SeveralWorld,
  holders: readonly number[],
): Promise<InHand> {
  const inHand = async () => ({
    held: await heldBy(database, holders),
    inFlight: await unclearOf(database, holders),
  });
  const isBusy = ({ held, inFlight }: InHand) => inFlight > 0 && held > inFlight;
  for (;;) {
    wire.slow(SLOW_MS);
    await until('it takes turns and sends', async () => isBusy(await inHand()));
    wire.fallSilent();
    const left = await inHand();
    if (isBusy(left)) return left;
    wire.mend();
  }
}
