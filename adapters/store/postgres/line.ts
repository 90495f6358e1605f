import type { Client, Sessions } from './sessions.ts';

/**
 * Conversations standing in line, in lanes: 'in' for a turn, 'out/telegram' to be sent what Telegram carries. What is
 * `store/line.ts` for one process is a table for several. A holder's row is not locked meanwhile: deliveries go on
 * being accepted while a turn is taken, and a process that hangs holds up nobody.
 *
 * Whoever adds to a conversation or takes from it locks its row first and looks afterwards, in a statement of its own:
 * only then does it see what whoever held the lock before has written.
 */
export const IN = 'in';
export const laneOf = (channel: string): string => `out/${channel}`;

/** Who stands in a lane, and where its rows are. */
const tableOf = (lane: string): 'inbox' | 'outbox' => (lane === IN ? 'inbox' : 'outbox');

/** Lines up, or locks the row of whoever is in line already. `$1` lane, `$2` conversations. */
export const JOIN = `INSERT INTO line (lane, conversation, due_at)
  SELECT $1, one.conversation, clock_timestamp() + min(one.place) * interval '1 microsecond'
  FROM unnest($2::text[]) WITH ORDINALITY AS one (conversation, place)
  GROUP BY one.conversation ORDER BY one.conversation
  ON CONFLICT (lane, conversation) DO UPDATE SET due_at = line.due_at`;

/**
 * Not flushed: should the database crash, the mark is lost, and its holder with it. `$1` lane, `$2` most, `$3` holder,
 * `$4` what the process has in hand still: it may have lost its number, and not what it is doing.
 */
const TAKE = `WITH next AS (
    SELECT conversation FROM line
    WHERE lane = $1 AND holder IS NULL AND due_at <= (SELECT clock_timestamp()) AND conversation <> ALL ($4::text[])
    ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED)
  UPDATE line SET holder = $3 FROM next WHERE line.lane = $1 AND line.conversation = next.conversation
  RETURNING line.conversation, set_config('synchronous_commit', 'off', true)`;

/** `$1` lane, `$2` conversations. */
export const LOCK = `SELECT conversation FROM line WHERE lane = $1 AND conversation = ANY($2::text[])
  ORDER BY conversation FOR UPDATE`;

/** Out of the line, of whoever has nothing left in it. Its row is locked. `$1` lane, `$2` conversations. */
const leave = (lane: string): string => `DELETE FROM line WHERE lane = $1 AND conversation = ANY($2::text[])
  AND NOT EXISTS (SELECT 1 FROM ${tableOf(lane)} WHERE ${tableOf(lane)}.conversation = line.conversation)`;

/** To the end of the line. `$1` lane, `$2` conversations, `$3` their holder. */
const RELEASE = `UPDATE line SET holder = NULL, due_at = clock_timestamp()
  WHERE lane = $1 AND conversation = ANY($2::text[]) AND holder = $3`;

/** Given back, to be taken after a while. `$1` lane, `$2` conversation, `$3` its holder, `$4` milliseconds. */
const POSTPONE = `UPDATE line SET holder = NULL, due_at = clock_timestamp() + $4 * interval '1 millisecond'
  WHERE lane = $1 AND conversation = $2 AND holder = $3`;

/** Everybody who has something open and stands in no line: after a move all, else nobody. */
export const RELINE = [
  `INSERT INTO line (lane, conversation, due_at)
   SELECT 'in', conversation, clock_timestamp() FROM inbox
   WHERE NOT EXISTS (SELECT 1 FROM line WHERE lane = 'in' AND line.conversation = inbox.conversation)
   GROUP BY conversation ORDER BY min(id) ON CONFLICT DO NOTHING`,
  `INSERT INTO line (lane, conversation, due_at)
   SELECT 'out/' || channel, conversation, clock_timestamp() FROM outbox
   WHERE NOT EXISTS (SELECT 1 FROM line WHERE lane = 'out/' || channel AND line.conversation = outbox.conversation)
   GROUP BY channel, conversation ORDER BY min(id) ON CONFLICT DO NOTHING`,
];

/** No process has this number. */
const NOBODY = 0;
/** What a process holds and does not know of: an answer of the database got lost. `$3` what it knows of. */
const FREE_UNKNOWN = `UPDATE line SET holder = NULL, due_at = clock_timestamp()
  WHERE lane = $1 AND holder = $2 AND conversation <> ALL ($3::text[])`;

/** A statement whose answer got lost may be carried out later still. */
const UNSURE_MS = 60_000;

/** One lane, as one process uses it. */
export interface Lane {
  /**
   * Holds the first conversations that nobody holds, and reads what they stand in line for. Those of which nothing is
   * read are let go. One claim after the other.
   */
  readonly claim: <Row extends { readonly conversation: string }>(
    most: number,
    read: (conversations: readonly string[]) => Promise<readonly Row[]>,
  ) => Promise<readonly Row[]>;
  /** Ends holding: out of the line, or to its end. The transaction is the caller's, and has locked the rows. */
  readonly letGo: (client: Client, conversations: readonly string[]) => Promise<unknown>;
  /** Gives a conversation back, to be taken after a while; no effect when it is not held any more. */
  readonly postpone: (client: Client, conversation: string, afterMs: number) => Promise<unknown>;
  /** These are not in hand any more: the transaction that let them go is on disk. */
  readonly forget: (conversations: readonly string[]) => void;
}

/** `holder`: this process' number. */
export function createLane(
  { ask, together }: Pick<Sessions, 'ask' | 'together'>,
  lane: string,
  holder: () => number,
): Lane {
  const inHand = new Set<string>();
  let unsureUntil = 0;
  let last: Promise<unknown> = Promise.resolve();
  const leaveLane = leave(lane);
  /** Whoever has lost his number holds nothing; what he has done is done all the same. */
  const meOrNobody = () => {
    try {
      return holder();
    } catch {
      return NOBODY;
    }
  };

  const letGo: Lane['letGo'] = async (client, conversations) => {
    const me = meOrNobody();
    await Promise.all([
      client.query(leaveLane, [lane, conversations]),
      client.query(RELEASE, [lane, conversations, me]),
    ]);
  };
  const claim: Lane['claim'] = async (most, read) => {
    const me = holder();
    if (performance.now() < unsureUntil) await ask(FREE_UNKNOWN, [lane, me, [...inHand]]);
    try {
      const taken = await ask<{ readonly conversation: string }>(TAKE, [lane, most, me, [...inHand]]);
      const conversations = taken.map(({ conversation }) => conversation);
      const rows = conversations.length === 0 ? [] : await read(conversations);
      const held = new Set(rows.map(({ conversation }) => conversation));
      const others = conversations.filter((conversation) => !held.has(conversation));
      if (others.length > 0)
        await together(async (client) => {
          await client.query(LOCK, [lane, others]);
          await letGo(client, others);
        });
      for (const conversation of held) inHand.add(conversation);
      return rows;
    } catch (error) {
      unsureUntil = performance.now() + UNSURE_MS;
      throw error;
    }
  };
  return {
    claim: (most, read) => {
      const next = last.then(() => claim(most, read));
      last = next.catch(() => undefined);
      return next;
    },
    letGo,
    postpone: (client, conversation, afterMs) =>
      client.query(POSTPONE, [lane, conversation, holder(), afterMs]),
    forget: (conversations) => {
      for (const conversation of conversations) inHand.delete(conversation);
    },
  };
}
