import type { Log } from './log.ts';
import type { Store } from './store.ts';

export interface OpenStoreParts {
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** Compiled `store/sqlite/worker.ts`. */
  readonly sqliteWorker: URL;
  /** Nothing can be kept any more: the process should end. */
  readonly onLost: (error: Error) => void;
}

/** Engines, by how their addresses begin. Each is loaded when it is asked for. */
const ENGINES: readonly {
  readonly begins: RegExp;
  readonly open: (url: string, parts: OpenStoreParts) => Promise<Store>;
}[] = [
  {
    begins: /^sqlite:/,
    open: async (url, { sqliteWorker, onLost }) => {
      const { openSqlite } = await import('./store/sqlite/index.ts');
      return openSqlite({ path: url.replace('sqlite:', ''), worker: sqliteWorker, onLost });
    },
  },
  {
    begins: /^postgres(ql)?:/,
    open: async (url, { log }) => {
      const { openPostgres } = await import('./store/postgres/index.ts');
      return openPostgres({ url, log });
    },
  },
];

/** Opens the store that `DATABASE_URL` names. Rejects with a sentence when it cannot be used. */
export function openStore(url: string, parts: OpenStoreParts): Promise<Store> {
  const engine = ENGINES.find(({ begins }) => begins.test(url));
  if (!engine) throw new Error('DATABASE_URL names no database that is known');
  return engine.open(url, parts);
}
