import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgres } from '../../../adapters/store/postgres/index.ts';
import { type Cluster, type ClusterOptions, startCluster } from '../../postgres/cluster.ts';
import type { Chance } from '../chance.ts';
import { SECRETS } from '../citizen.ts';
import { FEW } from '../citizens.ts';
import type { Compiled } from '../compiled.ts';
import { giveContent, takeContent } from '../kept-content.ts';
import { type Load, type LoadOptions, startLoad } from '../load.ts';
import { type OrdersGiven, orders } from '../orders.ts';
import { type Provider, startProvider } from '../provider.ts';
import { type ServerProcess, startServer } from '../server-process.ts';
import { type PostgresDatabase, postgresDatabase } from './contents-of-postgres.ts';
import { witness } from './witness.ts';

/** One of several servers. */
export interface Instance extends ServerProcess {
  /** Told by everything that the provider has seen of it. */
  readonly name: string;
}

/** A PostgreSQL of its own, the platforms beside it, and servers on it that come and go. */
export interface SeveralWorld {
  readonly cluster: Cluster;
  readonly database: PostgresDatabase;
  readonly provider: Provider;
  /**
   * Starts one more of the real server, with a folder and a name of its own; with orders, the one with faults. What
   * the environment says goes first: another `DATABASE_URL` leads through a proxy.
   */
  readonly start: (faults?: OrdersGiven, environment?: Readonly<Record<string, string>>) => Promise<Instance>;
  /** Those that run and are not stopped: whom a load balancer sends work to. */
  readonly living: () => readonly Instance[];
  /** A few citizens begin to write, to any of the living. What one does not answer is delivered again to any. */
  readonly load: (options: LoadOfSeveral) => Load;
  /** Ends whatever is still going on, but for the cluster. */
  readonly end: () => Promise<void>;
}

/** `url`: where deliveries go instead, such as a load balancer. */
export type LoadOfSeveral = Omit<LoadOptions, 'url'> & Partial<Pick<LoadOptions, 'url'>>;

export interface SeveralOptions {
  readonly cluster?: ClusterOptions;
  /** Makes the tables in the empty database; as the current version does, unless told otherwise. */
  readonly prepare?: (url: string) => Promise<void>;
}

const SILENT = { info: () => {}, warn: () => {} };
const current = async (url: string): Promise<void> => (await openPostgres({ url, log: SILENT })).close();

async function createSeveral(
  { server, faultyServer, keptContent }: Compiled,
  cluster: Cluster,
  prepare: (url: string) => Promise<void>,
): Promise<SeveralWorld> {
  const url = cluster.url();
  const database = postgresDatabase(url);
  await prepare(url);
  await witness(database.ask);
  const folder = mkdtempSync(join(tmpdir(), 'villager-several-'));
  const provider = await startProvider();
  const instances: Instance[] = [];
  const loads = new Set<Load>();
  const dataOf = (name: string) => join(folder, name);
  const living = () => instances.filter((one) => one.isRunning() && !one.isPaused());
  let started = 0;
  return {
    cluster,
    database,
    provider,
    start: async (faults, environment = {}) => {
      started += 1;
      const name = `${started}`;
      mkdirSync(dataOf(name));
      takeContent(keptContent, dataOf(name));
      const process = await startServer(faults ? faultyServer : server, {
        ...SECRETS,
        PORT: '0',
        DATA_DIR: dataOf(name),
        DATABASE_URL: url,
        LOG_LEVEL: 'warn',
        TELEGRAM_API_ROOT: provider.urlFor(name),
        MESSENGER_API_ROOT: provider.urlFor(name),
        ...(faults ? orders(faults) : {}),
        ...environment,
      });
      const instance = { name, ...process };
      instances.push(instance);
      return instance;
    },
    living,
    load: ({ chance, ...rest }) => {
      const load = startLoad({
        chance,
        conversations: FEW,
        url: () => anyOf(living(), chance)?.url,
        ...rest,
      });
      loads.add(load);
      return load;
    },
    end: async () => {
      await Promise.all(instances.map((one) => one.kill()));
      await Promise.all([...loads].map((one) => one.abandon()));
      await provider.close();
      if (instances[0]) giveContent(dataOf(instances[0].name), keptContent);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const anyOf = (instances: readonly Instance[], chance: Chance): Instance | undefined =>
  instances.length === 0 ? undefined : chance.pick(instances);

/** Does something among several servers in a world of their own, which ends with it. */
export async function amongSeveral<Result>(
  compiled: Compiled,
  act: (world: SeveralWorld) => Promise<Result>,
  { cluster: options = {}, prepare = current }: SeveralOptions = {},
): Promise<Result> {
  const cluster = await startCluster(options);
  try {
    const world = await createSeveral(compiled, cluster, prepare);
    try {
      return await act(world);
    } finally {
      await world.end();
    }
  } finally {
    await cluster.remove();
  }
}
