import { archiving } from '../record-tables.ts';
import { numbered, REPORTS } from '../statements.ts';
import type { ReportRow, Visit } from '../visit.ts';
import { createDeadLetters } from './dead-letters.ts';
import { told } from './index.ts';
import { openSessions } from './sessions.ts';
import { shareUse } from './use.ts';

/** Connections beside the servers'. The line is a table: they find what is revived by themselves. */
export async function visitPostgres(url: string): Promise<Visit> {
  const sessions = openSessions({ url, most: 1 });
  const here = sessions.single('smart-villager command');
  here.on('error', () => undefined); // its end lets go of the lock, and a move may begin: as if we had ended
  const close = async () => {
    await sessions.close();
    await here.end();
  };
  try {
    await here.connect();
    await shareUse(here);
    const { rows } = await here.query(`SELECT to_regclass('schema_version') IS NULL AS is_empty`);
    if ((rows[0] as { readonly is_empty: boolean }).is_empty)
      throw new Error(
        'The database of DATABASE_URL has no tables of Smart Villager. Start the server once, or set DATABASE_URL.',
      );
  } catch (error) {
    await close();
    throw told(error);
  }
  return {
    ...createDeadLetters(sessions),
    archive: async (row) => {
      const [statement, values] = archiving(row);
      await sessions.ask(numbered(statement), values);
    },
    reports: () => sessions.ask<ReportRow>(REPORTS),
    close,
  };
}
