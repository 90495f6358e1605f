import { existsSync } from 'node:fs';
import { readSettings, type Settings } from '../adapters/env.ts';
import { openReader } from '../adapters/open-reader.ts';
import type { Reader } from '../adapters/reader.ts';
import { addressOf, shown } from '../adapters/store/address.ts';

/** The settings of a command: the environment's, and beside them those of a file .env where there is one. */
export function settingsOfCommand(): Settings {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return readSettings(process.env);
}

/** The compiled worker stands beside the compiled command. */
const READER_WORKER = import.meta.url.endsWith('.ts') ? './reader-worker.mjs' : './reader-worker.js';

/** Reads the database that the settings name. Rejects with a sentence when there is none. */
export const readerOfCommand = ({ DATABASE_URL }: Pick<Settings, 'DATABASE_URL'>): Promise<Reader> =>
  openReader(DATABASE_URL, { sqliteWorker: new URL(READER_WORKER, import.meta.url) });

/**
 * The path of the database file that the settings name. PostgreSQL has programs of its own for what is done to a
 * file: there it says what to type, and ends the command (exit 2).
 * @param instead what to type, for a database's address without its password
 */
export function databaseFile(instead: (address: string) => string): string {
  const address = addressOf(settingsOfCommand().DATABASE_URL);
  if (address?.engine === 'sqlite') return address.path;
  console.error(
    `The database is PostgreSQL, which does this itself: ${instead(address ? shown(address) : '')} (its password: in PGPASSWORD or ~/.pgpass)`,
  );
  process.exit(2);
}
