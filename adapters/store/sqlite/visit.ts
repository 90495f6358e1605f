import { archiving } from '../record-tables.ts';
import { REPORTS } from '../statements.ts';
import type { ReportRow, Visit } from '../visit.ts';
import { refuseUnfinished, visitDatabase } from './database.ts';
import { listDeadLetters, reviveDeadLetters } from './dead-letters.ts';

/** A second connection beside the server's, which hears of what is revived with its next sweep. */
export function visitSqlite(path: string): Visit {
  const database = visitDatabase(path);
  try {
    refuseUnfinished(database, path);
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    deadLetters: async (most) => listDeadLetters(database, most),
    revive: async (ids, now) => database.transaction(() => reviveDeadLetters(database, ids, now)).immediate(),
    archive: async (row) => {
      const [statement, values] = archiving(row);
      database.prepare(statement).run(...values);
    },
    reports: async () => database.prepare(REPORTS).all() as ReportRow[],
    close: async () => void database.close(),
  };
}
