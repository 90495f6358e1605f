import { closedLoop } from '../load/closed-loop.ts';
import { metricsOf, type Told } from '../load/metrics.ts';
import { type Server, startServer } from '../load/server.ts';
import { type Contest, METRICS_TOKEN } from './contests.ts';

/** What one lap of one server showed. Processor times are microseconds for each event. */
export interface Measured {
  readonly perSecond: number;
  readonly ackMs: readonly number[];
  readonly failed: number;
  readonly cpu: number;
  /** Of its JavaScript thread alone. */
  readonly cpuMain: number;
  /** What the server's own clock says about turns. */
  readonly turn: number | undefined;
  readonly callsPerEvent: number;
  readonly megabytes: number;
}

export interface Contestant {
  readonly name: string;
  /** Until every chat has been greeted: who is new gets two messages. */
  readonly warmUp: () => Promise<void>;
  readonly lap: (seconds: number) => Promise<Measured>;
  readonly stop: () => Promise<void>;
}

export interface ContestantParts {
  readonly contest: Contest;
  readonly connections: number;
  readonly calls: () => Readonly<Record<string, number>>;
  readonly whenAnswered: (chat: number, tell: () => void) => void;
}

/** So many that nobody writes too fast: five at once, then one a second. */
const CHATS = { answered: 1_500, door: 50_000 } as const;
const FIRST_NUMBER = 100_000_000;

/** Starts a server that is to be measured; it stays for all rounds. */
export async function enter(parts: ContestantParts): Promise<Contestant> {
  const { contest, connections, calls } = parts;
  const server = await startServer(contest.program, contest.environment);
  let events = 0;
  const chats = contest.isAnswered ? CHATS.answered : CHATS.door;
  const load = {
    port: server.port,
    connections,
    deed: () => contest.deeds[events % contest.deeds.length]!,
    update: () => FIRST_NUMBER + events++,
    chat: () => FIRST_NUMBER + (events % chats),
    whenAnswered: contest.isAnswered ? parts.whenAnswered : undefined,
  };
  return {
    name: contest.name,
    stop: server.stop,
    warmUp: async () => {
      while (events < CHATS.answered) await closedLoop({ ...load, seconds: 1 });
    },
    lap: async (seconds) => {
      calls();
      const before = { ...server.cpu(), told: await toldBy(server, contest) };
      const lap = await closedLoop({ ...load, seconds });
      const after = { ...server.cpu(), told: await toldBy(server, contest) };
      const made = Object.values(calls()).reduce((sum, count) => sum + count, 0);
      return {
        perSecond: lap.acknowledged / lap.seconds,
        ackMs: lap.ackMs,
        failed: lap.failed,
        cpu: (after.all - before.all) / lap.acknowledged,
        cpuMain: (after.main - before.main) / lap.acknowledged,
        turn: turnMicros(before.told, after.told),
        callsPerEvent: made / lap.acknowledged,
        megabytes: server.megabytes(),
      };
    },
  };
}

const toldBy = async (server: Server, { tells }: Contest): Promise<Told> =>
  tells ? metricsOf(server.address, METRICS_TOKEN) : {};

function turnMicros(before: Told, after: Told): number | undefined {
  const grown = (name: string) => (after[name] ?? 0) - (before[name] ?? 0);
  const turns = grown('villager_turn_seconds_count');
  return turns > 0 ? (grown('villager_turn_seconds_sum') / turns) * 1e6 : undefined;
}
