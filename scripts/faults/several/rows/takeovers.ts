import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { createChance } from '../../chance.ts';
import { assertKept } from '../../judge.ts';
import type { OrdersGiven, Step } from '../../orders.ts';
import type { Figures, Row, Size } from '../../row.ts';
import { until } from '../../until.ts';
import { heldBy, holdersOn, unclearOf } from '../holders.ts';
import { sentBeside } from '../one-sender.ts';
import { outcomeOf } from '../outcome.ts';
import { rateOf } from '../rate.ts';
import { killed } from '../surviving.ts';
import { amongSeveral, type Instance, type SeveralWorld } from '../world.ts';

/** What becomes of two of three servers, and how soon the third has taken over from them. */
interface Fate {
  readonly how: 'dies' | 'stops';
  readonly withinMs: number;
}
/** Where the one who sends, and one who does not, meet it. */
interface Places {
  readonly sending: Step;
  readonly turning: Step;
}

const DIES: Fate = { how: 'dies', withinMs: 2_500 };
/** A peer is given up when it has been silent for 15 seconds. */
const STOPS: Fate = { how: 'stops', withinMs: 18_000 };
const FIRST: Places = { sending: 'before send', turning: 'after claim' };
const SECOND: Places = { sending: 'after send', turning: 'before commit' };
/** A machine that is busy with other tests is late with everything. */
const BUSY_MS = 15_000;
const GOES_ON_MS = 1_500;
/** More than Telegram takes in a second: whoever goes on finds calls that wait, and may not send them. */
const MUCH = 60;
const TELEGRAM = 0.6;

const takeover = (fate: Fate, title: string): Row => ({
  number: 9,
  title: `several on PostgreSQL: ${title}`,
  run: async (size) => {
    const told: Record<string, Figures[string]> = {};
    for (const places of size.whole ? [FIRST, SECOND] : [FIRST])
      told[`${places.sending}, ${places.turning}`] = await amongSeveral(size.compiled, (world) =>
        takenOver(world, size, fate, places),
      );
    return told;
  },
});

export const deaths = takeover(DIES, 'one dies while it holds conversations, and the one who sends');
export const standstills = takeover(
  STOPS,
  'one stops and goes on later while it holds conversations, and the one who sends',
);

async function takenOver(world: SeveralWorld, size: Size, fate: Fate, places: Places): Promise<string> {
  const { how, withinMs } = fate;
  const { database, provider } = world;
  const chance = createChance(size.seed);
  const fated = [];
  // Whoever comes first sends.
  for (const step of [places.sending, places.turning])
    fated.push(await fatedTo(world, { step, time: chance.between(5, 15) }));
  const third = await world.start();
  let rate = rateOf(size);
  const load = world.load({ chance, telegram: TELEGRAM, rate: () => rate() });
  const counted = await Promise.all(fated.map((one) => met(world, one, how)));
  let inFlight = counted[0]! + counted[1]!;
  const since = performance.now();
  const holders = fated.map(({ holder }) => holder);
  await until('nothing is held by them', async () => (await heldBy(database, holders)) === 0);
  const freedMs = Math.round(performance.now() - since);
  assert.ok(freedMs < withinMs + (size.whole ? 0 : BUSY_MS), `taken over after ${freedMs} ms`);
  if (how === 'stops') {
    rate = () => MUCH;
    await sleep(GOES_ON_MS);
    rate = rateOf(size);
    await goOn(fated.map(({ instance }) => instance));
  }
  await sleep(GOES_ON_MS);
  const beside = sentBeside(provider.seen);
  assert.ok(
    beside <= inFlight,
    `${beside} calls were made beside another server, with ${inFlight} on their way`,
  );
  if (how === 'stops') inFlight += await killed(world, third);
  const findings = await outcomeOf(world, load);
  assertKept(findings, inFlight);
  const { events, lost, doubleAnswers } = findings;
  return `free after ${freedMs} ms, events ${events}, lost ${lost}, double answers ${doubleAnswers}, in flight ${inFlight}`;
}

interface Fated {
  readonly instance: Instance;
  /** Its number among those on the database. */
  readonly holder: number;
}

async function fatedTo({ start, database }: SeveralWorld, stops: OrdersGiven['stops']): Promise<Fated> {
  const before = await holdersOn(database);
  const instance = await start({ stops });
  const [holder] = (await holdersOn(database)).filter((one) => !before.includes(one));
  return { instance, holder: holder! };
}

/** Waits until it has met its fate; resolves with how many calls it had on their way. */
async function met(
  { database }: SeveralWorld,
  { instance, holder }: Fated,
  how: Fate['how'],
): Promise<number> {
  await until('it has stopped', instance.isPaused);
  const inFlight = await unclearOf(database, [holder]);
  if (how === 'dies') await instance.kill();
  return inFlight;
}

/** Those that stood still go on where they stopped: what has been taken over meanwhile is not theirs any more. */
async function goOn(instances: readonly Instance[]): Promise<void> {
  for (const one of instances) one.resume();
  const [, turning] = instances;
  await until('a turn that was taken over is refused', () => turning!.output().includes('turn.not-written'));
}
