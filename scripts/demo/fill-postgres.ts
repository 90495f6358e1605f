import type pg from 'pg';
import { DEMO_MARK } from '../../adapters/demo-mark.ts';
import { KEEP } from '../../adapters/store/postgres/commit.ts';
import { migrate } from '../../adapters/store/postgres/migrate.ts';
import { isMovedInto } from '../../adapters/store/postgres/use.ts';
import type { RecordRow, RecordTableName } from '../../adapters/store/record-tables.ts';
import { ADD_SECRET, numbered, SECRET } from '../../adapters/store/statements.ts';
import { stillMoving } from '../../adapters/store/unfinished-move.ts';
import { refuseOtherForm } from '../move/admission.ts';
import { formOf } from '../move/postgres.ts';
import { aloneOn } from '../move/postgres-session.ts';
import { TABLES } from '../move/tables.ts';
import { admitted, type Found, HOLDS_OTHERS } from './admission.ts';
import type { Demo, FillOptions } from './demo.ts';

/** So many rows of a table are sent at a time. */
const BATCH = 5_000;
const NAMES = TABLES.map(({ name }) => name).join(', ');

/** Writes a demo into a PostgreSQL database that nobody else works on, in one transaction. */
export const fillPostgres = (
  url: string,
  name: string,
  demo: Demo,
  { isAnew = false, onRow }: FillOptions = {},
): Promise<void> =>
  aloneOn(url, name, async (client) => {
    if (await isMovedInto(client)) throw new Error(stillMoving(name));
    refuseOtherForm(name, await formOf(client), 'target');
    await migrate(client);
    const how = admitted(name, await lookInto(client), isAnew);
    await client.query('BEGIN');
    if (how === 'anew') await client.query(`TRUNCATE ${NAMES}, line RESTART IDENTITY`);
    await client.query(numbered(ADD_SECRET), [DEMO_MARK, demo.madeBy]);
    await write(client, demo.rows(), onRow);
    await client.query('COMMIT');
    // Or the first questions are planned as if the tables were empty.
    await client.query(`ANALYZE ${NAMES}`);
    await client.end();
  });

async function lookInto(client: pg.Client): Promise<Found> {
  const marks = await client.query<{ readonly value: string }>(numbered(SECRET), [DEMO_MARK]);
  const others = await client.query<Record<string, boolean>>(HOLDS_OTHERS);
  return { madeBy: marks.rows[0]?.value, holdsOthers: others.rows[0] ?? {} };
}

async function write(
  client: pg.Client,
  rows: Iterable<RecordRow>,
  onRow: FillOptions['onRow'],
): Promise<void> {
  const waiting = new Map<RecordTableName, object[]>();
  const flush = async (table: RecordTableName, batch: readonly object[]) => {
    waiting.delete(table);
    await client.query(KEEP[table], [JSON.stringify(batch)]);
  };
  for (const one of rows) {
    const batch = waiting.get(one.table) ?? [];
    waiting.set(one.table, batch);
    batch.push({ ...one.row, nth: batch.length });
    onRow?.(one);
    if (batch.length === BATCH) await flush(one.table, batch);
  }
  for (const [table, batch] of waiting) await flush(table, batch);
}
