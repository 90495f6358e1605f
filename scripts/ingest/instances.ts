import { metricsOf, type Told } from '../load/metrics.ts';
import { type Server, startServer } from '../load/server.ts';
import type { CpuTime } from '../load/usage.ts';
import { type Contest, METRICS_TOKEN } from './contests.ts';

/** The processes of one contestant, seen as one: everything is their sum. */
export interface Instances {
  readonly ports: readonly number[];
  readonly cpu: () => CpuTime;
  /** What they tell at /metrics; nothing when they do not. */
  readonly told: () => Promise<Told>;
  readonly megabytes: () => number;
  readonly stop: () => Promise<void>;
}

/** One after the other, as they are put into service: the first makes the tables. */
export async function startInstances(
  { program, environment, instances, tells }: Contest,
  databaseUrl: string | undefined,
): Promise<Instances> {
  const servers: Server[] = [];
  const settings = { ...environment, ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }) };
  while (servers.length < instances) servers.push(await startServer(program, settings));
  return {
    ports: servers.map(({ port }) => port),
    cpu: () => {
      const times = servers.map(({ cpu }) => cpu());
      return { main: sum(times.map(({ main }) => main)), all: sum(times.map(({ all }) => all)) };
    },
    told: async () =>
      tells
        ? together(await Promise.all(servers.map(({ address }) => metricsOf(address, METRICS_TOKEN))))
        : {},
    megabytes: () => sum(servers.map(({ megabytes }) => megabytes())),
    stop: async () => {
      await Promise.all(servers.map(({ stop }) => stop()));
    },
  };
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

function together(all: readonly Told[]): Told {
  const names = new Set(all.flatMap((told) => Object.keys(told)));
  return Object.fromEntries([...names].map((name) => [name, sum(all.map((told) => told[name] ?? 0))]));
}
