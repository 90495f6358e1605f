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

const TAKE = `WITH next AS (
    SELECT conversation FROM line WHERE lane = $1 AND holder IS NULL AND due_at <= clock_timestamp()
    ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED)
  UPDATE line SET holder = $3 FROM next WHERE line.lane = $1 AND line.conversation = next.conversation
  RETURNING line.conversation`;

/** `$1` lane, `$2` conversations. */
export const LOCK = `SELECT conversation FROM line WHERE lane = $1 AND conversation = ANY($2::text[])
  ORDER BY conversation FOR UPDATE`;

/** Out of the line, of whoever has nothing left in it. Its row is locked. `$1` lane, `$2` conversations. */
export const leave = (
  lane: string,
): string => `DELETE FROM line WHERE lane = $1 AND conversation = ANY($2::text[])
  AND NOT EXISTS (SELECT 1 FROM ${tableOf(lane)} WHERE ${tableOf(lane)}.conversation = line.conversation)`;

/** To the end of the line. `$1` lane, `$2` conversations, `$3` their holder. */
export const RELEASE = `UPDATE line SET holder = NULL, due_at = clock_timestamp()
  WHERE lane = $1 AND conversation = ANY($2::text[]) AND holder = $3`;

/** Given back, to be taken after a while. `$1` lane, `$2` conversation, `$3` its holder, `$4` milliseconds. */
export const POSTPONE = `UPDATE line SET holder = NULL, due_at = clock_timestamp() + $4 * interval '1 millisecond'
  WHERE lane = $1 AND conversation = $2 AND holder = $3`;

/** Everybody who has something open and stands in no line: there should be none. */
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

/** Takes the first of a lane that nobody holds. */
export async function take(
  { ask }: Pick<Sessions, 'ask'>,
  lane: string,
  most: number,
  holder: number,
): Promise<string[]> {
  const taken = await ask<{ readonly conversation: string }>(TAKE, [lane, most, holder]);
  return taken.map(({ conversation }) => conversation);
}

/** Ends holding: out of the line, or to its end. The transaction is the caller's. */
export async function letGo(
  client: Client,
  lane: string,
  conversations: readonly string[],
  holder: number,
): Promise<void> {
  if (conversations.length === 0) return;
  await Promise.all([
    client.query(leave(lane), [lane, conversations]),
    client.query(RELEASE, [lane, conversations, holder]),
  ]);
}
