import type pg from 'pg';
import type { Log } from '../../log.ts';
import type { News } from '../../store.ts';
import { refusal } from './refusal.ts';
import type { Sessions } from './sessions.ts';
import { shareUse } from './use.ts';

/**
 * That this process is there: a session of its own, which holds an advisory lock on the process' number for as long as
 * it lives. Whatever stands under the number of a process that is not there any more is free. A process that hangs
 * keeps its session, but falls silent: after a while a peer ends the session for it.
 */
export interface Presence {
  /** This process' number among all on the database, a new one after each loss. Throws while it has none. */
  readonly holder: () => number;
  readonly isOnDuty: (duty: string) => Promise<boolean>;
  readonly leaveDuty: (duty: string) => Promise<void>;
  /** Hears what others tell. */
  readonly listen: (hear: (news: News) => void) => void;
  readonly close: () => Promise<void>;
}

interface Session {
  readonly client: pg.Client;
  readonly holder: number;
  readonly duties: Map<
    string,
    {
      readonly isMine: boolean;
      readonly at: number;
      /** Whether it is ours is being asked. */
      readonly asking?: Promise<boolean>;
    }
  >;
  /** When the last beat that was answered began. */
  heardAt: number;
}

/** The first of the two numbers of an advisory lock: what the second one is. */
const OF_HOLDER = 1_986_621_548;
const OF_DUTY = 1_986_621_549;
const NAME = 'smart-villager presence';
export const NEWS = 'smart_villager';
const BEAT_MS = 1_000;
/** While it is away: whoever sends work waits for it. */
const AGAIN_MS = 250;
/** Longer than any pause of a process that is well. */
export const SILENCE_MS = 15_000;

const OF_THIS_DATABASE = `locktype = 'advisory' AND classid = ${OF_HOLDER} AND objsubid = 2 AND granted
  AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
/** What holders that are not there any more have left. What is locked meanwhile is found the next time. */
const FREE = `WITH left_behind AS (
    SELECT lane, conversation FROM line
    WHERE holder IS NOT NULL
      AND holder <> ALL (ARRAY(SELECT objid::bigint::integer FROM pg_locks WHERE ${OF_THIS_DATABASE}))
    FOR UPDATE SKIP LOCKED)
  UPDATE line SET holder = NULL FROM left_behind
  WHERE line.lane = left_behind.lane AND line.conversation = left_behind.conversation`;
const END_SILENT = `SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid)
  WHERE ${OF_THIS_DATABASE} AND state_change < clock_timestamp() - ${SILENCE_MS} * interval '1 millisecond'`;
/** Whether the lock is this session's own: behind a pool that changes sessions it is somebody else's. */
const IS_OURS = `SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory'
  AND classid = ${OF_HOLDER} AND objid = $1::bigint::oid AND pid = pg_backend_pid()) AS is_ours`;

export async function openPresence(
  { single, ask }: Pick<Sessions, 'single' | 'ask'>,
  log: Pick<Log, 'warn' | 'info'>,
): Promise<Presence> {
  const hearers: ((news: News) => void)[] = [];
  let session: Session | undefined;
  let isClosing = false;
  let isBeating = false;
  let beatAt = performance.now();
  let trouble = '';
  const lose = ({ client }: Session): void => {
    if (session?.client !== client) return;
    session = undefined;
    if (!isClosing) log.warn({ reason: trouble }, 'store.presence-lost');
  };

  const enter = async (): Promise<Session> => {
    const client = single(NAME);
    const heardAt = performance.now();
    client.on('error', (error) => {
      trouble = refusal(error).message; // its end is what counts
    });
    try {
      await client.connect();
      await shareUse(client);
      const holder = await holderOf(client);
      const entered: Session = { client, holder, duties: new Map(), heardAt };
      client.on('end', () => lose(entered));
      client.on('notification', ({ payload = '' }) => {
        const { from, ...news } = readNews(payload);
        if (news.what !== undefined && from !== holder) for (const hear of hearers) hear(news as News);
      });
      await client.query(`LISTEN ${NEWS}`);
      return entered;
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
  };
  /** Ends what others have left. It may have to wait for somebody, which says nothing about us: next time, then. */
  const tidyUp = async (): Promise<void> => {
    await ask(FREE).catch(() => undefined);
    await ask(END_SILENT).catch(() => undefined);
  };
  /** Says that this process is there. */
  const beat = async (): Promise<void> => {
    if (!session) {
      session = await enter();
      await tidyUp();
      trouble = '';
      if (!isClosing) return log.info({}, 'store.presence');
      return await session.client.end();
    }
    const beating = session;
    const { client } = beating;
    const heardAt = performance.now();
    try {
      const { rows } = await client.query(IS_OURS, [beating.holder]);
      if (!rows[0].is_ours)
        throw new Error('a pool in between gives sessions to others: use its session mode');
      beating.heardAt = heardAt;
      void tidyUp();
    } catch (error) {
      // Whatever is wrong with it: without a session that answers, this process is not there.
      trouble = refusal(error).message;
      lose(beating);
      await client.end();
    }
  };
  session = await enter();
  await tidyUp();
  const timer = setInterval(() => {
    if (isBeating || (session && performance.now() < beatAt + BEAT_MS - AGAIN_MS / 2)) return;
    isBeating = true;
    beatAt = performance.now();
    beat()
      .catch((error: unknown) => {
        trouble = refusal(error).message; // still away: whoever asks for the holder is told
      })
      .finally(() => {
        isBeating = false;
      });
  }, AGAIN_MS);

  /** Whoever wakes from standing still knows by the clock that others may have taken over, before anybody says so. */
  const here = (): Session => {
    if (isClosing) throw new Error('the store is closed');
    if (!session || performance.now() - session.heardAt > SILENCE_MS)
      throw new Error(['the database does not answer', trouble].filter(Boolean).join(': '));
    return session;
  };
  return {
    holder: () => here().holder,
    isOnDuty: async (duty) => {
      const { client, duties } = here();
      const known = duties.get(duty);
      if (known !== undefined && (known.isMine || performance.now() - known.at < BEAT_MS))
        return known.isMine;
      // Marked before it is asked: a lock that is taken twice would have to be left twice.
      const asking = triesFor(client, duty).catch(async (error: unknown) => {
        await client.end(); // it may have got the lock all the same: that ends with the session
        throw refusal(error);
      });
      duties.set(duty, { isMine: false, at: performance.now(), asking });
      const isMine = await asking;
      if (!duties.has(duty)) return false; // left meanwhile
      duties.set(duty, { isMine, at: performance.now() });
      return isMine && session?.client === client;
    },
    leaveDuty: async (duty) => {
      const known = session?.duties.get(duty);
      session?.duties.delete(duty);
      const isMine = known?.asking ? await known.asking.catch(() => false) : known?.isMine;
      if (isMine) await session?.client.query('SELECT pg_advisory_unlock($1, hashtext($2))', [OF_DUTY, duty]);
    },
    listen: (hear) => void hearers.push(hear),
    close: async () => {
      isClosing = true;
      clearInterval(timer);
      await session?.client.end();
    },
  };
}

async function holderOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query(`SELECT nextval('holder')::integer AS holder`);
  const { holder } = rows[0] as { readonly holder: number };
  await client.query('SELECT pg_advisory_lock($1, $2)', [OF_HOLDER, holder]);
  return holder;
}

/** Anybody may tell anything, a newer version something that this one does not know. */
function readNews(payload: string): Partial<News> & { readonly from?: number } {
  try {
    return JSON.parse(payload);
  } catch {
    return {};
  }
}

async function triesFor(client: pg.Client, duty: string): Promise<boolean> {
  const { rows } = await client.query('SELECT pg_try_advisory_lock($1, hashtext($2)) AS is_mine', [
    OF_DUTY,
    duty,
  ]);
  return (rows[0] as { readonly is_mine: boolean }).is_mine;
}
