import pg from 'pg';
import { type Contents, type Database, deadOf, type Letter, reportedBy } from '../contents.ts';
import { EVER } from './witness.ts';

/** What does not fit together, a sentence each. What stands in the line of a lane has something open there. */
const TROUBLES = `
  SELECT 'an event that nobody will take' AS trouble FROM inbox WHERE NOT EXISTS
    (SELECT 1 FROM line WHERE lane = 'in' AND line.conversation = inbox.conversation)
  UNION ALL
  SELECT 'a call that nobody will send' FROM outbox WHERE NOT EXISTS
    (SELECT 1 FROM line WHERE lane = 'out/' || channel AND line.conversation = outbox.conversation)
  UNION ALL
  SELECT 'a place in line without a reason: ' || lane FROM line WHERE NOT EXISTS
    (SELECT 1 FROM inbox WHERE lane = 'in' AND inbox.conversation = line.conversation
     UNION ALL
     SELECT 1 FROM outbox WHERE lane = 'out/' || channel AND outbox.conversation = line.conversation)`;

/** A database that any number of servers share. */
export interface PostgresDatabase extends Database {
  /** The address that servers are given. */
  readonly url: string;
  /** One statement on a connection of its own, which no crash of before has broken. */
  readonly ask: <Row extends object>(statement: string, values?: readonly unknown[]) => Promise<Row[]>;
}

export function postgresDatabase(url: string): PostgresDatabase {
  const ask = async <Row extends object>(statement: string, values: readonly unknown[] = []) => {
    const client = new pg.Client({ connectionString: url, application_name: 'looks' });
    client.on('error', () => undefined); // told by the statement that it breaks
    await client.connect();
    try {
      return (await client.query<Row>(statement, [...values])).rows;
    } finally {
      await client.end().catch(() => undefined);
    }
  };
  return {
    url,
    ask,
    contents: () => contentsOf(ask),
    // A place in line is something to do for whoever finds nothing there.
    open: async () => {
      const counted = 'SELECT ((SELECT count(*) FROM inbox) + (SELECT count(*) FROM outbox)';
      const [row] = await ask<{ readonly open: number }>(
        `${counted} + (SELECT count(*) FROM line))::integer AS open`,
      );
      return row!.open;
    },
  };
}

async function contentsOf(ask: PostgresDatabase['ask']): Promise<Contents> {
  const [counted] = await ask<Omit<Contents, 'integrity' | 'reported' | 'dead'>>(
    `SELECT (SELECT count(*) FROM inbox)::integer AS "openEvents",
       (SELECT count(*) FROM outbox)::integer AS "openCalls",
       (SELECT count(*) FROM outbox WHERE sending = 1)::integer AS "unclearCalls",
       (SELECT count(*) FROM event_key)::integer AS keys,
       (${EVER('inbox')}) AS "eventsEver", (${EVER('outbox')}) AS "callsEver"`,
  );
  const troubles = await ask<{ readonly trouble: string }>(TROUBLES);
  const records = await ask<{ readonly fields: string }>(
    `SELECT fields FROM record WHERE kind = 'content_report'`,
  );
  const letters = await ask<Letter>('SELECT reason, content FROM dead_letter');
  return {
    ...counted!,
    integrity: [...new Set(troubles.map(({ trouble }) => trouble))].join('; ') || 'ok',
    reported: reportedBy(records.map(({ fields }) => fields)),
    dead: deadOf(letters),
  };
}
