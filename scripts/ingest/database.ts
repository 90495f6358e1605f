import { cpuOfFamily } from '../load/family.ts';
import { type Cluster, startCluster } from '../postgres/cluster.ts';
import type { Contest } from './contests.ts';

/** Where a contestant keeps what it is posted. */
export interface Database {
  /** Undefined: it keeps nothing. */
  readonly url: string | undefined;
  /** Microseconds of processor time so far; undefined: it is a part of the server, and counted with it. */
  readonly cpu: (() => number) | undefined;
}

export interface Databases {
  /** Undefined: there is none for it, and it cannot take part. */
  readonly open: (contest: Contest) => Promise<Database | undefined>;
  readonly close: () => Promise<void>;
}

/**
 * Opens a PostgreSQL for each contestant on one, in temporary folders and with the settings it comes with: it flushes
 * what it acknowledges, and what it uses is used for that contestant. Says so when it cannot start here.
 */
export function openDatabases(): Databases {
  const clusters: Cluster[] = [];
  let isMissing = false;
  const startedCluster = async (): Promise<Cluster | undefined> => {
    if (isMissing) return undefined;
    try {
      return await startCluster();
    } catch (error) {
      isMissing = true;
      console.error(`PostgreSQL takes no part, as it cannot start here: ${(error as Error).message}\n`);
      return undefined;
    }
  };
  return {
    open: async ({ keepsIn }) => {
      if (keepsIn !== 'postgres') return { url: keepsIn, cpu: undefined };
      const cluster = await startedCluster();
      if (!cluster) return undefined;
      clusters.push(cluster);
      return { url: cluster.url(), cpu: () => cpuOfFamily(cluster.pid()) };
    },
    close: async () => {
      await Promise.all(clusters.map(({ remove }) => remove()));
    },
  };
}
