import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { examine, type Finding } from '../../adapters/doctor/examine.ts';
import type { Engine } from '../../adapters/doctor/structure.ts';
import { openReader } from '../../adapters/open-reader.ts';
import { openPostgres } from '../../adapters/store/postgres/index.ts';
import { openDatabase } from '../../adapters/store/sqlite/database.ts';
import { startCluster } from '../../scripts/postgres/cluster.ts';
import { WORKERS } from '../fixtures/compiled.ts';

const sqliteWorker = WORKERS.reader;

/** A database with all tables and no rows. */
export interface Empty {
  readonly url: string;
  readonly end: () => Promise<unknown>;
}

export const ENGINES: readonly { readonly engine: Engine; readonly open: () => Promise<Empty> }[] = [
  {
    engine: 'sqlite',
    open: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'villager-doctor-'));
      const path = join(folder, 'villager.db');
      openDatabase(path).close();
      return { url: `sqlite:${path}`, end: async () => rmSync(folder, { recursive: true }) };
    },
  },
  {
    engine: 'postgres',
    open: async () => {
      const cluster = await startCluster();
      await (await openPostgres({ url: cluster.url(), log: { info: () => {}, warn: () => {} } })).close();
      return { url: cluster.url(), end: cluster.remove };
    },
  },
];

/** All that the doctor finds, and in how many rows it looked. */
export async function findings(url: string, engine: Engine) {
  const reader = await openReader(url, { sqliteWorker });
  const found: Finding[] = [];
  const examining = examine(reader, engine);
  try {
    for (;;) {
      const next = await examining.next();
      if (next.done) return { found, rows: next.value.rows };
      found.push(next.value);
    }
  } finally {
    await reader.close();
  }
}
