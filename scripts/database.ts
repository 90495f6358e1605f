import { readSettings } from '../adapters/env.ts';

/** The path of the database file that the settings name. */
export function databasePath(): string {
  return readSettings(process.env).DATABASE_URL.slice('sqlite:'.length);
}
