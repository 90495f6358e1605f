import type { Store } from '../../adapters/store.ts';
import { CHANNEL, type Turns } from './turns.ts';

/** What one lap of one store showed. Processor times are microseconds for each turn. */
export interface Measured {
  readonly perSecond: number;
  /** Of this process: its JavaScript thread and, on SQLite, the store's. */
  readonly cpu: number;
  /** Of the commits alone. */
  readonly cpuCommit: number;
  /** Of PostgreSQL in all its processes. */
  readonly cpuDatabase: number;
}

export interface LapParts {
  readonly store: Store;
  readonly turns: Turns;
  readonly seconds: number;
  /** So many turns are under way at once, and share their commits as far as the store lets them. */
  readonly atOnce: number;
  /** Microseconds so far. */
  readonly cpuOfDatabase: () => number;
}

/** Takes turns as the server does: writes down, claims, commits, and sends. */
export async function lap({ store, turns, seconds, atOnce, cpuOfDatabase }: LapParts): Promise<Measured> {
  const begun = performance.now();
  const before = { cpu: process.cpuUsage(), database: cpuOfDatabase() };
  let taken = 0;
  let cpuCommit = 0;
  while (performance.now() - begun < seconds * 1_000) {
    await store.accept(turns.events(atOnce), Date.now());
    const claimed = await store.claim(atOnce);
    const now = Date.now();
    const results = await Promise.all(claimed.map((event) => turns.result(event, now)));
    const start = process.cpuUsage();
    await Promise.all(claimed.map((event, at) => store.commit(event, results[at]!, now)));
    cpuCommit += micros(process.cpuUsage(start));
    const calls = await store.claimCalls(CHANNEL, atOnce);
    await Promise.all(calls.map(store.sent));
    taken += claimed.length;
  }
  return {
    perSecond: taken / ((performance.now() - begun) / 1_000),
    cpu: micros(process.cpuUsage(before.cpu)) / taken,
    cpuCommit: cpuCommit / taken,
    cpuDatabase: (cpuOfDatabase() - before.database) / taken,
  };
}

/** Microseconds of processor time that making the rows of one turn takes, the visitor's number included. */
export async function rowsAlone(turns: Turns, count: number): Promise<number> {
  const start = process.cpuUsage();
  for (let turn = 0; turn < count; turn += 1) await turns.records(`${CHANNEL}/${turn}`, turn);
  return micros(process.cpuUsage(start)) / count;
}

const micros = ({ user, system }: NodeJS.CpuUsage): number => user + system;
