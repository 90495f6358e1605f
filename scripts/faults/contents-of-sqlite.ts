import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { type Contents, type Database, deadOf, type Letter, reportedBy } from './contents.ts';

/** A file that one server at a time has open. */
export const sqliteDatabase = (path: string): Database => ({
  contents: async () => onCopy(path, contentsOf),
  open: async () => openIn(path),
});

function onCopy<Result>(path: string, look: (database: Sqlite.Database) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'villager-look-'));
  const copy = join(folder, 'copy.db');
  for (const end of ['', '-wal']) if (existsSync(path + end)) copyFileSync(path + end, copy + end);
  const database = new Sqlite(copy);
  try {
    return look(database);
  } finally {
    database.close();
    rmSync(folder, { recursive: true });
  }
}

function contentsOf(database: Sqlite.Database): Contents {
  const number = (statement: string) => Number(database.prepare(statement).pluck().get() ?? 0);
  const words = (statement: string) => database.prepare(statement).pluck().all() as string[];
  return {
    integrity: words('PRAGMA integrity_check').join('; '),
    openEvents: number('SELECT count(*) FROM inbox'),
    openCalls: number('SELECT count(*) FROM outbox'),
    unclearCalls: number('SELECT count(*) FROM outbox WHERE sending = 1'),
    // Numbers are not used twice, and rolled back with their row.
    eventsEver: number(`SELECT seq FROM sqlite_sequence WHERE name = 'inbox'`),
    callsEver: number(`SELECT seq FROM sqlite_sequence WHERE name = 'outbox'`),
    keys: number('SELECT count(*) FROM event_key'),
    reported: reportedBy(words(`SELECT fields FROM record WHERE kind = 'content_report'`)),
    dead: deadOf(database.prepare('SELECT reason, content FROM dead_letter').all() as Letter[]),
  };
}

function openIn(path: string): number {
  const database = new Sqlite(path, { readonly: true, timeout: 5_000 });
  try {
    const count = 'SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM outbox)';
    return Number(database.prepare(count).pluck().get());
  } finally {
    database.close();
  }
}
