import type { Reader } from './reader.ts';
import { addressOf } from './store/address.ts';

export interface OpenReaderParts {
  /** Compiled `store/sqlite/reader-worker.ts`. */
  readonly sqliteWorker: URL;
}

/**
 * Reads the database that `DATABASE_URL` names, beside its servers. Rejects with a sentence when there is none, or
 * when it is the target of a move that has not ended.
 */
export async function openReader(url: string, { sqliteWorker }: OpenReaderParts): Promise<Reader> {
  const address = addressOf(url);
  if (!address) throw new Error('DATABASE_URL names no database that is known.');
  if (address.engine === 'sqlite') {
    const { readSqlite } = await import('./store/sqlite/reader.ts');
    return readSqlite(address.path, sqliteWorker);
  }
  const { readPostgres } = await import('./store/postgres/reader.ts');
  return readPostgres(address.url);
}
