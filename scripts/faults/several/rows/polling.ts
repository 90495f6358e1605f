import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { createChance } from '../../chance.ts';
import { assertKept, judge } from '../../judge.ts';
import type { Row, Size } from '../../row.ts';
import { settled } from '../../settled.ts';
import { until } from '../../until.ts';
import { type Polled, startPolled } from '../polled.ts';
import { killed } from '../surviving.ts';
import { amongSeveral, type Instance, type SeveralWorld } from '../world.ts';

/** Without a secret for its webhook a bot asks Telegram for messages. */
const ASKS = { TELEGRAM_WEBHOOK_SECRET: '' };
const EVENTS_A_SECOND = 8;
const LIVES_MS = { least: 500, most: 1_500 } as const;
const TAKEN_OVER_MS = 3_000;
const GIVEN_UP_MS = 20_000;
const BUSY_MS = 15_000;

export const polling: Row = {
  number: 9,
  title: 'several on PostgreSQL: the one that asks Telegram for messages dies, and stops',
  run: (size) =>
    amongSeveral(size.compiled, async (world) => {
      const load = startPolled(world.provider, createChance(size.seed), EVENTS_A_SECOND);
      try {
        return await takenOver(world, load, size);
      } finally {
        load.abandon();
      }
    }),
};

async function takenOver(world: SeveralWorld, load: Polled, { seed, whole }: Size) {
  const { provider, database } = world;
  const chance = createChance(seed);
  const start = () => world.start(undefined, ASKS);
  await Promise.all([start(), start()]);
  let inFlight = 0;
  const takenOverMs: number[] = [];
  const takes = async (fate: (poller: Instance) => Promise<void>, withinMs: number) => {
    await until('somebody asks', () => provider.updates.polls.length > 0);
    await sleep(chance.between(LIVES_MS.least, LIVES_MS.most));
    const poller = world.living().find(({ name }) => name === provider.updates.polls.at(-1));
    assert.ok(poller, 'somebody asks who is not there');
    await fate(poller);
    const since = performance.now();
    await until('another one asks', () => provider.updates.polls.at(-1) !== poller.name);
    const ms = Math.round(performance.now() - since);
    assert.ok(ms < withinMs + (whole ? 0 : BUSY_MS), `taken over after ${ms} ms`);
    takenOverMs.push(ms);
    return poller;
  };
  const kills = whole ? 5 : 1;
  for (let death = 0; death < kills; death += 1) {
    await takes(async (poller) => {
      inFlight += await killed(world, poller);
    }, TAKEN_OVER_MS);
    await start();
  }
  assert.equal(provider.updates.conflicts(), 0, 'two asked at the same time');
  const stopped = await takes(async (poller) => {
    poller.pause();
    inFlight += (await database.contents()).unclearCalls;
  }, GIVEN_UP_MS);
  stopped.resume();
  await sleep(LIVES_MS.most);
  assert.notEqual(provider.updates.polls.at(-1), stopped.name, 'it asks beside the one that took over');
  assert.ok(provider.updates.conflicts() <= 1, 'two asked at the same time');
  // Who stood still is there again: it takes over from whoever took over from it.
  for (const other of world.living()) if (other !== stopped) inFlight += await killed(world, other);
  await until('it asks again', () => provider.updates.polls.at(-1) === stopped.name);
  await load.finish();
  await settled(database);
  const { ledger } = load;
  const findings = judge({ ledger, seen: provider.seen, contents: await database.contents() });
  assertKept(findings, inFlight);
  const { events, lost, doubleAnswers } = findings;
  return {
    'taken over after': takenOverMs.map((ms) => `${ms} ms`).join(', '),
    events,
    lost,
    doubleAnswers,
    inFlight,
  };
}
