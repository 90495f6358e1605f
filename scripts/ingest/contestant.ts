import { closedLoop } from '../load/closed-loop.ts';
import type { Told } from '../load/metrics.ts';
import type { Contest } from './contests.ts';
import type { Database } from './database.ts';
import { startInstances } from './instances.ts';

/** What one lap of one server showed. Processor times are microseconds for each event. */
export interface Measured {
  readonly perSecond: number;
  readonly ackMs: readonly number[];
  readonly failed: number;
  /** Of all instances; a database that is no part of them is not in it. */
  readonly cpu: number;
  /** Of their JavaScript threads alone. */
  readonly cpuMain: number;
  /** Of PostgreSQL, in all its processes; undefined where there is none. */
  readonly cpuDatabase: number | undefined;
  /** What the server's own clock says about turns. */
  readonly turn: number | undefined;
  readonly callsPerEvent: number;
  readonly megabytes: number;
}

export interface Contestant {
  readonly name: string;
  /** Until every chat has been greeted, for who is new gets two messages; as long for each of several instances. */
  readonly warmUp: () => Promise<void>;
  readonly lap: (seconds: number) => Promise<Measured>;
  readonly stop: () => Promise<void>;
}

export interface ContestantParts {
  readonly contest: Contest;
  readonly database: Database;
  readonly connections: number;
  readonly calls: () => Readonly<Record<string, number>>;
  readonly whenAnswered: (chat: number, tell: () => void) => void;
}

/** So many that nobody writes too fast: five at once, then one a second. */
const CHATS = { answered: 1_500, door: 50_000 } as const;
const FIRST_NUMBER = 100_000_000;

/** Starts a server that is to be measured; it stays for all rounds. */
export async function enter(parts: ContestantParts): Promise<Contestant> {
  const { contest, database, connections, calls } = parts;
  const instances = await startInstances(contest, database.url);
  let events = 0;
  const chats = contest.isAnswered ? CHATS.answered : CHATS.door;
  const load = {
    ports: instances.ports,
    connections,
    deed: () => contest.deeds[events % contest.deeds.length]!,
    update: () => FIRST_NUMBER + events++,
    chat: () => FIRST_NUMBER + (events % chats),
    whenAnswered: contest.isAnswered ? parts.whenAnswered : undefined,
  };
  const used = async () => ({
    ...instances.cpu(),
    database: database.cpu?.() ?? 0,
    told: await instances.told(),
  });
  return {
    name: contest.name,
    stop: instances.stop,
    warmUp: async () => {
      while (events < CHATS.answered * contest.instances) await closedLoop({ ...load, seconds: 1 });
    },
    lap: async (seconds) => {
      calls();
      const before = await used();
      const lap = await closedLoop({ ...load, seconds });
      const after = await used();
      const made = Object.values(calls()).reduce((sum, count) => sum + count, 0);
      return {
        perSecond: lap.acknowledged / lap.seconds,
        ackMs: lap.ackMs,
        failed: lap.failed,
        cpu: (after.all - before.all) / lap.acknowledged,
        cpuMain: (after.main - before.main) / lap.acknowledged,
        cpuDatabase: database.cpu && (after.database - before.database) / lap.acknowledged,
        turn: turnMicros(before.told, after.told),
        callsPerEvent: made / lap.acknowledged,
        megabytes: instances.megabytes(),
      };
    },
  };
}

function turnMicros(before: Told, after: Told): number | undefined {
  const grown = (name: string) => (after[name] ?? 0) - (before[name] ?? 0);
  const turns = grown('villager_turn_seconds_count');
  return turns > 0 ? (grown('villager_turn_seconds_sum') / turns) * 1e6 : undefined;
}
