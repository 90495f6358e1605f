import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { TYPES } from '../../adapters/store/postgres/sessions.ts';
import { ownUse } from '../../adapters/store/postgres/use.ts';

const CONNECT_MS = 5_000;
/** The session of a server or a move that was killed is gone after a moment. */
const TRIES = 10;
const PAUSE_MS = 100;
/** Nothing is ended for taking long, whatever the database is set to; only who waits for a lock is. */
const SETTINGS = `SET synchronous_commit = on; SET lock_timeout = '5s';
  SELECT set_config(name, '0', false) FROM pg_settings WHERE name IN (
    'statement_timeout', 'idle_in_transaction_session_timeout', 'idle_session_timeout', 'transaction_timeout')`;

/**
 * Has a database alone, in one session that does all the work: without it there is no lock. What `open` makes of it
 * ends it. Rejects with a sentence that begins with the database's name.
 */
export async function aloneOn<Opened>(
  url: string,
  name: string,
  open: (client: pg.Client) => Promise<Opened>,
): Promise<Opened> {
  let client: pg.Client | undefined;
  try {
    client = new pg.Client({
      connectionString: url,
      application_name: 'smart-villager move',
      connectionTimeoutMillis: CONNECT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: CONNECT_MS,
      types: TYPES,
    });
    client.on('error', () => undefined); // told by the statement that fails
    await client.connect();
    await client.query(SETTINGS);
    await waitForUse(client, name);
    return await open(client);
  } catch (error) {
    await client?.end().catch(() => undefined);
    throw told(error, name);
  }
}

async function waitForUse(client: pg.Client, name: string): Promise<void> {
  for (let attempt = 1; !(await ownUse(client)); attempt += 1) {
    if (attempt === TRIES)
      throw new Error(
        `A server, or another command, is working on ${name}. Stop all of them first: what they write meanwhile would be lost.`,
      );
    await sleep(PAUSE_MS);
  }
}

/** What to do about a trouble, by its code. */
const ADVICE: Readonly<Record<string, string>> = {
  '55P03': 'Something writes into it: end that first.',
  '42P07': 'Name a database that holds nothing else.',
  ERR_INVALID_URL:
    'In the password, all but letters and digits is written with %, such as %40 for @ and %2F for /.',
};

/** Of which database it is said, and what to do; what is a sentence already is left. */
function told(error: unknown, name: string): Error {
  const { code, message } = error as { readonly code?: string; readonly message: string };
  if (code === undefined && !message.startsWith('Connection terminated')) return error as Error;
  const advice =
    ADVICE[code ?? ''] ?? 'Is PostgreSQL running there, and do the name, the user and the password fit?';
  return new Error(`${name} cannot be used: ${message || code}. ${advice}`, { cause: error });
}
