import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../chance.ts';
import type { Findings } from '../judge.ts';
import { sentBeside } from './one-sender.ts';
import { outcomeOf } from './outcome.ts';
import type { Instance, SeveralWorld } from './world.ts';

export interface Kills {
  readonly world: SeveralWorld;
  readonly chance: Chance;
  readonly instances: number;
  readonly times: number;
  /** Events a second. */
  readonly rate: () => number;
}
export interface Survived {
  readonly findings: Findings;
  /** Calls that were on their way at the deaths, all together. */
  readonly inFlight: number;
  /** Calls of a channel that were made by one server while another one was sending. */
  readonly beside: number;
}

const LIVES_MS = { least: 100, most: 900 } as const;
const AWAY_MS = { least: 0, most: 600 } as const;

/** Kills one of several servers under load, again and again at random times, and starts another one after a while. */
export async function surviveKills(kills: Kills): Promise<Survived> {
  const { world, chance, instances, times, rate } = kills;
  await Promise.all(Array.from({ length: instances }, () => world.start()));
  const load = world.load({ chance, rate });
  let inFlight = 0;
  for (let death = 0; death < times; death += 1) {
    await sleep(chance.between(LIVES_MS.least, LIVES_MS.most));
    inFlight += await killed(world, chance.pick(world.living()));
    await sleep(chance.between(AWAY_MS.least, AWAY_MS.most));
    await world.start();
  }
  const findings = await outcomeOf(world, load);
  return { findings, inFlight, beside: sentBeside(world.provider.seen) };
}

/**
 * Kills a server; resolves with how many calls were on their way, its own and its peers'. It is stopped first: nobody
 * may take over from it while we look.
 */
export async function killed({ database }: SeveralWorld, victim: Instance): Promise<number> {
  victim.pause();
  const { unclearCalls } = await database.contents();
  await victim.kill();
  return unclearCalls;
}

/**
 * Kills all processes of PostgreSQL and starts it again; resolves with how many calls were on their way. The servers
 * are stopped meanwhile, once it is gone: none of them may have gone on before we look.
 */
export async function crashed({ cluster, database, living }: SeveralWorld): Promise<number> {
  await cluster.crash();
  const all = living();
  for (const one of all) one.pause();
  await cluster.start();
  const { unclearCalls } = await database.contents();
  for (const one of all) one.resume();
  return unclearCalls;
}
