import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { markerIn, reportedIn } from './citizen.ts';

/** What stands in a database that no process has open, seen on a copy: looking changes nothing. */
export interface Contents {
  readonly integrity: string;
  readonly openEvents: number;
  readonly openCalls: number;
  /** Calls that had been handed to the platform when the process ended, and nobody knows more. */
  readonly unclearCalls: number;
  /** How many events and calls were ever written: numbers are not used twice, and rolled back with their row. */
  readonly eventsEver: number;
  readonly callsEver: number;
  readonly keys: number;
  /** Markers of the reports that were kept. */
  readonly reported: readonly number[];
  /** Reasons of dead letters, and the edited message or the marker each one was about. */
  readonly dead: readonly { readonly reason: string; readonly marker: number | undefined }[];
}

export function inspect(path: string): Contents {
  const folder = mkdtempSync(join(tmpdir(), 'villager-look-'));
  const copy = join(folder, 'copy.db');
  for (const end of ['', '-wal']) if (existsSync(path + end)) copyFileSync(path + end, copy + end);
  const database = new Database(copy);
  try {
    return contentsOf(database);
  } finally {
    database.close();
    rmSync(folder, { recursive: true });
  }
}

function contentsOf(database: Database.Database): Contents {
  const number = (statement: string) => Number(database.prepare(statement).pluck().get() ?? 0);
  const words = (statement: string) => database.prepare(statement).pluck().all() as string[];
  const letters = database.prepare('SELECT reason, content FROM dead_letter').all() as {
    readonly reason: string;
    readonly content: string | null;
  }[];
  return {
    integrity: words('PRAGMA integrity_check').join('; '),
    openEvents: number('SELECT count(*) FROM inbox'),
    openCalls: number('SELECT count(*) FROM outbox'),
    unclearCalls: number('SELECT count(*) FROM outbox WHERE sending = 1'),
    eventsEver: number(`SELECT seq FROM sqlite_sequence WHERE name = 'inbox'`),
    callsEver: number(`SELECT seq FROM sqlite_sequence WHERE name = 'outbox'`),
    keys: number('SELECT count(*) FROM event_key'),
    reported: words('SELECT fields FROM record').map((fields) => reportedIn(fields) ?? Number.NaN),
    dead: letters.map(({ reason, content }) => ({ reason, marker: markerOf(content ?? '') })),
  };
}

const markerOf = (content: string): number | undefined => {
  const edited = /"message_id":(\d+)/.exec(content)?.[1];
  return edited === undefined ? markerIn(content) : Number(edited);
};

/** How much is still to be done, of a database that a server has open. */
export function openIn(path: string): number {
  const database = new Database(path, { readonly: true, timeout: 5_000 });
  try {
    const count = 'SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM outbox)';
    return Number(database.prepare(count).pluck().get());
  } finally {
    database.close();
  }
}
