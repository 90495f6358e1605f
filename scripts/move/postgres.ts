import type pg from 'pg';
import { FIRST_ROWS, rowsBehind } from '../../adapters/store/batch.ts';
import { RELINE } from '../../adapters/store/postgres/line.ts';
import { migrate } from '../../adapters/store/postgres/migrate.ts';
import { isMovedInto } from '../../adapters/store/postgres/use.ts';
import { UNFINISHED_MOVE } from '../../adapters/store/unfinished-move.ts';
import { admitted, refuseOtherForm } from './admission.ts';
import type { End, Into, Key, Row, Source, Target } from './end.ts';
import { aloneOn } from './postgres-session.ts';
import { columnsOf, TABLES, type Table } from './tables.ts';

/** Everybody may read, nobody may write; and what is read is of one moment. */
const KEEP_STILL = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
  LOCK TABLE ${TABLES.map(({ name }) => name).join(', ')} IN SHARE MODE`;

/** A PostgreSQL database to move from. Rejects with a sentence when a server is there. */
export const fromPostgres = (url: string, name: string): Promise<Source> =>
  aloneOn(url, name, async (client) => {
    if (await isMovedInto(client))
      throw new Error(`${name} is itself the target of a move that has not ended. End that first.`);
    refuseOtherForm(name, await formOf(client), 'source');
    await client.query(KEEP_STILL);
    return { ...endOf(client, readRows), close: () => client.end() };
  });

/** A PostgreSQL database to move into. Rejects with a sentence when a server is there, and when it is not empty. */
export const intoPostgres = (url: string, name: string, into: Into): Promise<Target> =>
  aloneOn(url, name, async (client) => {
    refuseOtherForm(name, await formOf(client), 'target');
    await migrate(client);
    const how = admitted(name, await lookInto(client), into);
    await together(client, async () => {
      if (how === 'anew')
        await client.query(`TRUNCATE ${[...TABLES.map((table) => table.name), UNFINISHED_MOVE].join(', ')}`);
      if (how === 'begin') await client.query(`CREATE TABLE ${UNFINISHED_MOVE} (source TEXT NOT NULL)`);
      if (how !== 'go on') await client.query(`INSERT INTO ${UNFINISHED_MOVE} VALUES ($1)`, [into.source]);
    });
    return {
      ...endOf(client, readAtOnce),
      isResumed: how === 'go on',
      last: async (table) => {
        const { rows } = await client.query(`SELECT max(${orderOf(table)}) AS last FROM ${table.name}`);
        return (rows[0] as { readonly last: Key | null }).last ?? undefined;
      },
      add: async (table, rows) => void (await client.query(addTo(table), [JSON.stringify(rows)])),
      finish: (counters) =>
        together(client, async () => {
          for (const [{ name, key }, counter] of counters)
            if (counter > 0)
              await client.query('SELECT setval(pg_get_serial_sequence($1, $2), $3)', [name, key, counter]);
          await client.query('DELETE FROM line');
          for (const statement of RELINE) await client.query(statement);
          await client.query(`DROP TABLE ${UNFINISHED_MOVE}`);
        }),
      close: () => client.end(),
    };
  });

type Read = (client: pg.Client, table: Table, behind?: Key) => AsyncIterable<Row>;

const endOf = (client: pg.Client, read: Read): Omit<End, 'close'> => ({
  rows: (table, behind) => read(client, table, behind),
  counter: async ({ name, key }) => {
    const sequence = 'pg_get_serial_sequence($1, $2)::regclass';
    const { rows } = await client.query(`SELECT pg_sequence_last_value(${sequence})::bigint AS last`, [
      name,
      key,
    ]);
    return (rows[0] as { readonly last: number | null }).last ?? 0;
  },
});

/** The order in which SQLite has them too, whatever the language of the database. */
const orderOf = ({ key, columns }: Table): string => (columns[key] === 'text' ? `${key} COLLATE "C"` : key);

/** Inside a transaction of the caller. A cursor sorts once, and only where no index is in the order. */
async function* readRows(client: pg.Client, table: Table, behind?: Key): AsyncGenerator<Row> {
  const order = orderOf(table);
  const isBehind = behind === undefined ? '' : `WHERE ${order} > $1`;
  await client.query(
    `DECLARE carried NO SCROLL CURSOR FOR SELECT ${columnsOf(table)} FROM ${table.name} ${isBehind} ORDER BY ${order}`,
    behind === undefined ? [] : [behind],
  );
  for (let most = FIRST_ROWS; ; ) {
    const { rows } = await client.query<Row>(`FETCH ${most} FROM carried`);
    if (rows.length === 0) break;
    yield* rows;
    most = rowsBehind(rows);
  }
  await client.query('CLOSE carried');
}

async function* readAtOnce(client: pg.Client, table: Table, behind?: Key): AsyncGenerator<Row> {
  await client.query('BEGIN READ ONLY');
  yield* readRows(client, table, behind);
  await client.query('COMMIT');
}

function addTo({ name, columns }: Table): string {
  const typed = Object.entries(columns).map(
    ([column, kind]) => `${column} ${kind === 'text' ? 'text' : 'bigint'}`,
  );
  const names = Object.keys(columns).join(', ');
  return `INSERT INTO ${name} (${names}) SELECT ${names} FROM json_to_recordset($1::json) AS g (${typed.join(', ')})`;
}

export async function formOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query(`SELECT to_regclass('schema_version') IS NOT NULL AS is_ours`);
  if (!(rows[0] as { readonly is_ours: boolean }).is_ours) return 0;
  const { rows: versions } = await client.query('SELECT version FROM schema_version');
  return (versions[0] as { readonly version: number } | undefined)?.version ?? 0;
}

async function lookInto(client: pg.Client) {
  const isFilled = TABLES.map(({ name }) => `EXISTS (SELECT 1 FROM ${name}) AS ${name}`);
  const { rows } = await client.query<Record<string, boolean>>(`SELECT ${isFilled.join(', ')}`);
  const marks = (await isMovedInto(client))
    ? await client.query(`SELECT source FROM ${UNFINISHED_MOVE}`)
    : undefined;
  return {
    unfinishedFrom: (marks?.rows[0] as { readonly source: string } | undefined)?.source,
    filled: Object.entries(rows[0] ?? {}).flatMap(([name, is]) => (is ? [name] : [])),
  };
}

async function together(client: pg.Client, act: () => Promise<void>): Promise<void> {
  await client.query('BEGIN');
  await act();
  await client.query('COMMIT');
}
