import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openStore } from '../../adapters/open-store.ts';
import { cpuOfFamily } from '../load/family.ts';
import { type Cluster, startCluster } from '../postgres/cluster.ts';
import { lap, type Measured } from './lap.ts';
import { createTurns, type Turns } from './turns.ts';

/** A store that takes turns, with what is kept of them for the figures or without. */
export interface Contender {
  readonly name: string;
  readonly engine: string;
  readonly isRecorded: boolean;
  readonly turns: Turns;
  readonly lap: (seconds: number) => Promise<Measured>;
  readonly close: () => Promise<void>;
}

interface Parts {
  /** Where `store-worker.js` is. */
  readonly compiled: string;
  /** For the files, on a real disk. */
  readonly folder: string;
  readonly atOnce: number;
}

/** Both engines, each with and without, on databases of their own. Says so when PostgreSQL cannot start here. */
export async function openContenders(parts: Parts): Promise<{
  readonly contenders: readonly Contender[];
  readonly close: () => Promise<void>;
}> {
  const cluster = await startCluster().catch((error: Error) => {
    console.error(`PostgreSQL takes no part, as it cannot start here: ${error.message}\n`);
    return undefined;
  });
  const contenders: Contender[] = [];
  for (const isRecorded of [true, false])
    contenders.push(
      await enter('sqlite', `sqlite:${join(parts.folder, `${isRecorded}.db`)}`, isRecorded, parts),
    );
  for (const isRecorded of cluster ? [true, false] : []) {
    const url = await cluster!.createDatabase(`records_${isRecorded}`);
    contenders.push(await enter('postgres', url, isRecorded, parts, cluster));
  }
  const close = async () => {
    await Promise.all(contenders.map((one) => one.close()));
    await cluster?.remove();
  };
  return { contenders, close };
}

async function enter(
  engine: string,
  url: string,
  isRecorded: boolean,
  { compiled, atOnce }: Parts,
  cluster?: Cluster,
): Promise<Contender> {
  const store = await openStore(url, {
    log: { info: () => {}, warn: () => {} },
    sqliteWorker: pathToFileURL(join(compiled, 'store-worker.js')),
    onLost: (error) => {
      throw error;
    },
  });
  const turns = createTurns(store, isRecorded);
  const cpuOfDatabase = () => (cluster ? cpuOfFamily(cluster.pid()) : 0);
  return {
    name: `${engine}, ${isRecorded ? 'with' : 'without'} records`,
    engine,
    isRecorded,
    turns,
    lap: (seconds) => lap({ store, turns, seconds, atOnce, cpuOfDatabase }),
    close: store.close,
  };
}
