import type { Log } from '../../log.ts';
import type { Stats, Store } from '../../store.ts';
import { archiving } from '../record-tables.ts';
import {
  ADD_SECRET,
  COUNT_CONVERSATIONS,
  COUNT_DEAD,
  MEMORY,
  numbered,
  OPEN_CALLS,
  OPEN_EVENTS,
  PULSE,
  SECRET,
} from '../statements.ts';
import { createCommit } from './commit.ts';
import { createDeadLetters } from './dead-letters.ts';
import { createInbox } from './inbox.ts';
import { createLane, IN } from './line.ts';
import { migrate } from './migrate.ts';
import { createTell } from './news.ts';
import { createOutbox } from './outbox.ts';
import { openPresence } from './presence.ts';
import { openSessions, type Sessions, type SessionsOptions } from './sessions.ts';
import { createSweep } from './sweep.ts';
import { shareUse } from './use.ts';

export interface PostgresOptions extends SessionsOptions {
  readonly log: Pick<Log, 'warn' | 'info'>;
}

/**
 * The store on a PostgreSQL that any number of processes share. Calls that come while a group is being written share
 * the next transaction. Rejects with a sentence when the database cannot be used.
 */
export async function openPostgres({ log, ...options }: PostgresOptions): Promise<Store> {
  const sessions = openSessions(options);
  const { ask } = sessions;
  try {
    await prepared(sessions);
    const presence = await openPresence(sessions, log);
    const { holder, isOnDuty, leaveDuty, listen } = presence;
    const tell = createTell(ask, holder);
    const lane = createLane(sessions, IN, holder);
    let isClosed = false;
    const memory = numbered(MEMORY);
    const pulse = numbered(PULSE);
    return {
      ...createInbox(sessions, lane, holder, tell),
      commit: createCommit(sessions, lane, holder, tell),
      ...createOutbox(sessions, holder),
      ...createDeadLetters(sessions),
      memory: async (conversation) =>
        (await ask<{ readonly memory: string }>(memory, [conversation]))[0]?.memory,
      stats: () => statsOf(sessions),
      sweep: createSweep(sessions, presence),
      isOnDuty,
      leaveDuty,
      listen,
      archive: async (row) => {
        holder(); // whoever is not there does not write: the database may be moving
        const [statement, values] = archiving(row);
        await ask(numbered(statement), values);
      },
      secret: async (name, fresh) => {
        holder();
        await ask(numbered(ADD_SECRET), [name, fresh]);
        return (await ask<{ readonly value: string }>(numbered(SECRET), [name]))[0]!.value;
      },
      health: async (now) => {
        holder();
        await ask(pulse, [now]);
      },
      close: async () => {
        if (isClosed) return;
        isClosed = true;
        await sessions.close();
        await presence.close();
      },
    };
  } catch (error) {
    await sessions.close();
    throw told(error);
  }
}

async function prepared({ single, ask }: Sessions): Promise<void> {
  const client = single('smart-villager schema', Number.POSITIVE_INFINITY);
  client.on('error', () => undefined); // fails what is asked of it
  await client.connect();
  try {
    await client.query('SET statement_timeout = 0');
    // Held while the tables change; the presence has it afterwards.
    await shareUse(client);
    await migrate(client);
  } finally {
    await client.end();
  }
  await ask('SELECT 1'); // and with it: does the server keep what it acknowledges?
}

/** Says what to look at; what is said already is left. */
export function told(error: unknown): Error {
  const { code, message } = error as { readonly code?: string; readonly message: string };
  if (code === undefined && /^The database/.test(message)) return error as Error;
  return new Error(
    `The database of DATABASE_URL cannot be used: ${message || code}. Is PostgreSQL running there, and do the name, the user and the password fit?`,
    { cause: error },
  );
}

/** One after the other: counting takes time, and connections are for citizens. */
async function statsOf({ ask }: Sessions): Promise<Stats> {
  const inbox = await ask<{ readonly events: number; readonly oldest: number | null }>(OPEN_EVENTS);
  const outbox = await ask<{ readonly channel: string; readonly calls: number }>(OPEN_CALLS);
  const dead = await ask<{ readonly letters: number }>(COUNT_DEAD);
  const known = await ask<{ readonly conversations: number }>(COUNT_CONVERSATIONS);
  return {
    openEvents: inbox[0]!.events,
    oldestEventAt: inbox[0]!.oldest ?? undefined,
    openCalls: Object.fromEntries(outbox.map(({ channel, calls }) => [channel, calls])),
    deadLetters: dead[0]!.letters,
    conversations: known[0]!.conversations,
  };
}
