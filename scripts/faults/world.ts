import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SECRETS } from './citizen.ts';
import type { Compiled } from './compiled.ts';
import type { Database } from './contents.ts';
import { sqliteDatabase } from './contents-of-sqlite.ts';
import { giveContent, takeContent } from './kept-content.ts';
import { type Load, type LoadOptions, startLoad } from './load.ts';
import { type OrdersGiven, orders } from './orders.ts';
import { type Provider, startProvider } from './provider.ts';
import { type ServerProcess, startServer } from './server-process.ts';

/** A folder with a database, the platforms beside it, and servers that come and go. */
export interface World {
  readonly folder: string;
  /** The database's file. */
  readonly path: string;
  readonly database: Database;
  readonly provider: Provider;
  /** Starts the real server; with orders, the one with faults. */
  readonly start: (
    faults?: OrdersGiven,
    environment?: Readonly<Record<string, string>>,
  ) => Promise<ServerProcess>;
  /** Citizens begin to write. */
  readonly load: (options: LoadOptions) => Load;
  /** Ends whatever is still going on, and leaves nothing behind. */
  readonly end: () => Promise<void>;
}

export async function createWorld({ server, faultyServer, keptContent }: Compiled): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'villager-faults-'));
  const data = join(folder, 'data');
  const path = join(data, 'villager.db');
  mkdirSync(data);
  takeContent(keptContent, data);
  const provider = await startProvider();
  const running = new Set<ServerProcess>();
  const loads = new Set<Load>();
  const settings = {
    ...SECRETS,
    PORT: '0',
    DATA_DIR: data,
    DATABASE_URL: `sqlite:${path}`,
    LOG_LEVEL: 'warn',
    TELEGRAM_API_ROOT: provider.url,
    MESSENGER_API_ROOT: provider.url,
  };
  return {
    folder,
    path,
    database: sqliteDatabase(path),
    provider,
    start: async (faults, environment = {}) => {
      const started = await startServer(faults ? faultyServer : server, {
        ...settings,
        ...(faults ? orders(faults) : {}),
        ...environment,
      });
      running.add(started);
      return started;
    },
    load: (options) => {
      const load = startLoad(options);
      loads.add(load);
      return load;
    },
    end: async () => {
      await Promise.all([...running].map((one) => one.kill()));
      await Promise.all([...loads].map((one) => one.abandon()));
      await provider.close();
      giveContent(data, keptContent);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Does something in a world of its own, which ends with it. */
export async function inWorld<Result>(
  compiled: Compiled,
  act: (world: World) => Promise<Result>,
): Promise<Result> {
  const world = await createWorld(compiled);
  try {
    return await act(world);
  } finally {
    await world.end();
  }
}
