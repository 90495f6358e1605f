import pg from 'pg';
import { refusal } from './refusal.ts';

export type Client = pg.ClientBase;

/** Connections of one process to the database. */
export interface Sessions {
  /** One statement, and at once on disk. */
  readonly ask: <Row extends object>(statement: string, values?: readonly unknown[]) => Promise<Row[]>;
  /** Several statements, together or not at all; again when the database broke off a deadlock. */
  readonly together: <Result>(act: (client: Client) => Promise<Result>) => Promise<Result>;
  /** A connection of its own, for what belongs to a session. */
  readonly single: (name: string, answerMs?: number) => pg.Client;
  readonly close: () => Promise<void>;
}

export interface SessionsOptions {
  readonly url: string;
  /** `off` loses acknowledged events when the database's machine fails: for a test that must see a loss. */
  readonly synchronousCommit?: 'on' | 'off';
  /** So many connections at once, beside the one that tells that this process is here. */
  readonly most?: number;
}

export const MOST = 6;
const CONNECT_MS = 5_000;
/** Nothing that a citizen waits for takes so long. */
const STATEMENT_MS = 10_000;
const LOCK_MS = 5_000;
/** The database ends what takes too long; past this its answer is lost, and the connection with it. */
const ANSWER_MS = 15_000;
/** A transaction whose process hangs must not hold rows for long. */
const IDLE_MS = 10_000;
/** A peer that went without a word is noticed after idle + count × interval. */
const KEEPALIVE = 'tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3';
/** Plans are kept, and may have been made when the tables were empty: reading a whole table would be right then alone. */
const PLANS = 'enable_seqscan = off; SET jit = off';
const TRIES = 3;
const BROKEN_OFF = ['40001', '40P01'];
const INT8 = 20;
/** Ids and milliseconds are numbers: they stay far below 2^53. */
export const TYPES = {
  getTypeParser: (type: number, format?: 'text' | 'binary') =>
    type === INT8 ? Number : pg.types.getTypeParser(type, format as 'text'),
} as pg.CustomTypesConfig;

/**
 * Has each statement read and planned once in a connection, under a name of its own. PostgreSQL refuses a known
 * statement whose columns have changed: none says `*` about a table.
 */
class PreparingClient extends pg.Client {
  static readonly #names = new Map<string, string>();

  override query(statement: unknown, values?: unknown, ...others: unknown[]): never {
    const query = super.query as (...given: unknown[]) => never;
    if (typeof statement !== 'string' || !Array.isArray(values))
      return query.call(this, statement, values, ...others);
    const names = PreparingClient.#names;
    const name = names.get(statement) ?? `villager-${names.size}`;
    names.set(statement, name);
    return query.call(this, { name, text: statement, values }, ...others);
  }
}

/** Opens connections when they are needed. Every one is set to keep what it acknowledges, and says so. */
export function openSessions({ url, synchronousCommit = 'on', most = MOST }: SessionsOptions): Sessions {
  const common = {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    pipeline: true,
    keepAlive: true,
    keepAliveInitialDelayMillis: CONNECT_MS,
    types: TYPES,
  };
  const pool = new pg.Pool({
    ...common,
    application_name: 'smart-villager',
    idle_in_transaction_session_timeout: IDLE_MS,
    lock_timeout: LOCK_MS,
    query_timeout: ANSWER_MS,
    max: most,
    Client: PreparingClient,
    onConnect: (client) => prepare(client, synchronousCommit),
  });
  pool.on('error', () => undefined); // broken while nobody used it: it is replaced when it is needed

  let isClosed = false;
  const open = () => {
    if (isClosed) throw new Error('the store is closed');
    return pool;
  };
  const once = async <Result>(act: (client: Client) => Promise<Result>): Promise<Result> => {
    const client = await open().connect();
    try {
      const begun = client.query('BEGIN');
      begun.catch(() => undefined); // told by what comes behind it
      const result = await act(client);
      const { command } = await client.query('COMMIT');
      if (command !== 'COMMIT') throw new Error('the database did not commit');
      client.release();
      return result;
    } catch (error) {
      await client.query('ROLLBACK').then(
        () => client.release(),
        () => client.release(true),
      );
      throw error;
    }
  };
  return {
    ask: async <Row extends object>(statement: string, values: readonly unknown[] = []) =>
      (
        await open()
          .query<Row>(statement, [...values])
          .catch(refuse)
      ).rows,
    together: async (act) => {
      for (let attempt = 1; ; attempt += 1)
        try {
          return await once(act);
        } catch (error) {
          const { code } = error as { readonly code?: string };
          if (attempt === TRIES || !BROKEN_OFF.includes(code ?? '')) throw refusal(error);
        }
    },
    single: (name, answerMs = CONNECT_MS) =>
      new pg.Client({
        ...common,
        application_name: name,
        ...(Number.isFinite(answerMs) ? { query_timeout: answerMs } : {}),
      }),
    close: async () => {
      isClosed = true;
      await pool.end();
    },
  };
}

const refuse = (error: unknown): never => {
  throw refusal(error);
};

/** Throws a sentence when the server would not keep what it acknowledges. */
async function prepare(client: Client, synchronousCommit: 'on' | 'off'): Promise<void> {
  // A connection that breaks in somebody's hands fails their statements; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.query(`SET synchronous_commit = ${synchronousCommit}; SET ${KEEPALIVE}; SET ${PLANS}`);
  const { rows } = await client.query(
    `SELECT current_setting('synchronous_commit') AS commit, current_setting('fsync') AS fsync,
       current_setting('full_page_writes') AS pages`,
  );
  const { commit, fsync, pages } = rows[0] ?? {};
  if (commit !== synchronousCommit || fsync !== 'on' || pages !== 'on')
    throw new Error(
      `The database would lose what it acknowledges: synchronous_commit is ${commit}, fsync is ${fsync}, full_page_writes is ${pages}. Set all of them to on.`,
    );
}
