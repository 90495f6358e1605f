import pg from 'pg';
import type { Reader } from '../../reader.ts';
import { FIRST_ROWS, rowsBehind } from '../batch.ts';
import { MIGRATIONS } from '../migrations.ts';
import { olderForm } from '../older-form.ts';
import { numbered } from '../statements.ts';
import { stillMoving } from '../unfinished-move.ts';
import { told } from './index.ts';
import { refusal } from './refusal.ts';
import { TYPES } from './sessions.ts';
import { isMovedInto } from './use.ts';

/** Connections are for citizens; whoever reads figures can wait. */
const MOST = 2;
const CONNECT_MS = 5_000;
const STATEMENT_MS = 60_000;
/** Past this, whoever takes the rows of a stream has gone away: what it sees keeps the database from tidying up. */
const IDLE_MS = 600_000;
const NUMERIC = 1700;
/** Sums of ids and milliseconds are numbers as well, as on SQLite. */
const NUMBERS = {
  getTypeParser: (type: number, format?: 'text' | 'binary') =>
    type === NUMERIC ? Number : TYPES.getTypeParser(type, format),
} as pg.CustomTypesConfig;

/** Reads a database on connections of its own, which cannot write. */
export async function readPostgres(url: string): Promise<Reader> {
  const pool = new pg.Pool({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'smart-villager figures',
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: IDLE_MS,
    keepAlive: true,
    max: MOST,
    types: NUMBERS,
    onConnect: async (client: pg.ClientBase) => {
      client.on('error', () => undefined); // fails what is asked of it
      await client.query('SET default_transaction_read_only = on; SET jit = off');
    },
  });
  pool.on('error', () => undefined); // broken while nobody used it: it is replaced when it is needed
  try {
    await refuseUnready(pool);
  } catch (error) {
    await pool.end();
    throw told(error);
  }
  return {
    ask: async <Row extends object>(statement: string, values: readonly unknown[] = []) =>
      (await pool.query<Row>(numbered(statement), [...values]).catch(refuse)).rows,
    stream: <Row extends object>(statement: string, values: readonly unknown[] = []) =>
      batches<Row>(pool, statement, values),
    close: () => pool.end(),
  };
}

/** What was read may be of another moment than what follows, but within a stream nothing changes. */
async function* batches<Row extends object>(
  pool: pg.Pool,
  statement: string,
  values: readonly unknown[],
): AsyncGenerator<readonly Row[]> {
  const client = await pool.connect();
  let isWhole = false;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(`DECLARE rows NO SCROLL CURSOR FOR ${numbered(statement)}`, [...values]);
    const fetch = async (most: number) => (await client.query<Row>(`FETCH ${most} FROM rows`)).rows;
    let next = fetch(FIRST_ROWS);
    for (;;) {
      const batch = await next;
      if (batch.length === 0) break;
      next = fetch(rowsBehind(batch));
      next.catch(() => undefined); // told when it is its turn
      yield batch;
    }
    await client.query('COMMIT');
    isWhole = true;
  } catch (error) {
    refuse(error);
  } finally {
    // One that was left in the middle may have much on its way.
    client.release(!isWhole);
  }
}

async function refuseUnready(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    if (await isMovedInto(client)) throw new Error(stillMoving('of DATABASE_URL'));
    const { rows: tables } = await client.query(`SELECT to_regclass('schema_version') IS NULL AS is_empty`);
    const { rows } = (tables[0] as { readonly is_empty: boolean }).is_empty
      ? { rows: [] }
      : await client.query('SELECT version FROM schema_version');
    const { version = 0 } = (rows[0] ?? {}) as { readonly version?: number };
    if (version < MIGRATIONS.length) throw new Error(olderForm('of DATABASE_URL'));
  } finally {
    client.release();
  }
}

const refuse = (error: unknown): never => {
  throw refusal(error);
};
