import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from './chance.ts';
import { type Findings, judge } from './judge.ts';
import type { OrdersGiven } from './orders.ts';
import type { ServerProcess } from './server-process.ts';
import { settled } from './settled.ts';
import type { World } from './world.ts';

export interface Deaths {
  readonly world: World;
  readonly chance: Chance;
  readonly times: number;
  readonly faults?: OrdersGiven;
  readonly environment?: Readonly<Record<string, string>>;
  /** What else happens once the server is dead. */
  readonly afterwards?: () => void;
}
export interface Survived {
  readonly findings: Findings;
  /** Calls that were on their way at the deaths, all together. */
  readonly inFlight: number;
  readonly slowestStartMs: number;
}

const LIVES_MS = { least: 100, most: 900 } as const;
const EVENTS_A_SECOND = 150;
/** So many acknowledged events are delivered once more at the end. */
const REPEATED = 50;

/** Lets a server under load die again and again at random times, and finds out what became of everything. */
export async function surviveDeaths({
  world,
  chance,
  times,
  afterwards,
  ...given
}: Deaths): Promise<Survived> {
  const { faults, environment } = given;
  let server: ServerProcess | undefined = await world.start(faults, environment);
  const load = world.load({ chance, url: () => server?.url, rate: () => EVENTS_A_SECOND });
  const starts: number[] = [];
  let inFlight = 0;
  for (let death = 0; death < times; death += 1) {
    await sleep(chance.between(LIVES_MS.least, LIVES_MS.most));
    const dying = server;
    await dying?.kill();
    server = undefined;
    afterwards?.();
    const { unclearCalls } = await world.database.contents();
    inFlight += unclearCalls;
    server = await world.start(faults, environment);
    starts.push(server.readyMs);
  }
  await load.finish();
  await load.repeat(REPEATED);
  await settled(world.database);
  await load.abandon();
  await server?.kill();
  const { ledger } = load;
  const findings = judge({ ledger, seen: world.provider.seen, contents: await world.database.contents() });
  return { findings, inFlight, slowestStartMs: Math.round(Math.max(...starts)) };
}
