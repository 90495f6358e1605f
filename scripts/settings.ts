import { existsSync } from 'node:fs';
import { readSettings, type Settings } from '../adapters/env.ts';

/** The settings of a command: the environment's, and beside them those of a file .env where there is one. */
export function settingsOfCommand(): Settings {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return readSettings(process.env);
}

/** The path of the database file that the settings name. */
export const databasePath = (): string => settingsOfCommand().DATABASE_URL.slice('sqlite:'.length);
