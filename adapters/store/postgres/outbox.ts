import type { Call } from '../../channel.ts';
import type { ClaimedCall } from '../../store.ts';
import { grouped, type Outcome } from './grouped.ts';
import { LOCK, laneOf, letGo, POSTPONE, take } from './line.ts';
import type { Sessions } from './sessions.ts';

interface CallRow {
  readonly id: number;
  readonly channel: string;
  readonly conversation: string;
  readonly method: string;
  readonly body: string;
  readonly kind: Call['kind'];
  readonly written_at: number;
  readonly attempts: number;
  /** Whether it was on its way before this claim. */
  readonly was_sending: number;
}

const MOST_SENT = 64;

/** The oldest call of each conversation, marked as on its way. */
const START = `WITH head AS (
    SELECT first.id, first.sending FROM unnest($1::text[]) AS held (conversation)
    CROSS JOIN LATERAL (
      SELECT id, sending FROM outbox WHERE outbox.conversation = held.conversation ORDER BY id LIMIT 1) AS first
  ), started AS (
    UPDATE outbox SET sending = 1, attempts = outbox.attempts + 1 FROM head WHERE outbox.id = head.id
    RETURNING outbox.*, head.sending AS was_sending
  )
  SELECT * FROM started ORDER BY id`;
const REMOVE = 'DELETE FROM outbox WHERE id = ANY($1::bigint[])';
const REST = 'UPDATE outbox SET sending = 0 WHERE id = $1';
/** `$1` id, `$2` its content, `$3` reason, `$4` tries, `$5` when. */
const KILL = `WITH gone AS (DELETE FROM outbox WHERE id = $1 RETURNING channel, conversation)
  INSERT INTO dead_letter (side, channel, conversation, content, reason, attempts, died_at)
  SELECT 'out', channel, conversation, $2, $3, $4::integer, $5::bigint FROM gone`;
/** Nobody can read what it said: its text goes at once. `$1` conversation, `$2` reason, `$3` when. */
const KILL_ALL = `WITH gone AS (DELETE FROM outbox WHERE conversation = $1 RETURNING id, channel, attempts)
  INSERT INTO dead_letter (side, channel, reason, attempts, died_at)
  SELECT 'out', channel, $2, attempts, $3::bigint FROM gone ORDER BY id`;

/** Calls that wait to be sent, in order per conversation. `holder`: this process' number. */
export function createOutbox({ ask, together }: Sessions, holder: () => number) {
  const sentGroup = (group: readonly ClaimedCall[]): Promise<Outcome<void>[]> =>
    together(async (client) => {
      const me = holder();
      const channels = [...new Set(group.map(({ channel }) => channel))].sort();
      // What has been sent has been sent, whoever holds the conversation meanwhile.
      await Promise.all(
        channels.flatMap((channel) => {
          const lane = laneOf(channel);
          const calls = group.filter((call) => call.channel === channel);
          const conversations = calls.map(({ conversation }) => conversation);
          return [
            client.query(LOCK, [lane, conversations]),
            client.query(REMOVE, [calls.map(({ id }) => id)]),
            letGo(client, lane, conversations, me),
          ];
        }),
      );
      return group.map(() => ({ value: undefined }));
    });
  const sent = grouped(sentGroup, MOST_SENT);

  return {
    claimCalls: async (channel: string, most: number): Promise<readonly ClaimedCall[]> => {
      const me = holder();
      const lane = laneOf(channel);
      const calls: ClaimedCall[] = [];
      // A conversation may stand in line for calls that have expired: whoever stands behind it is next.
      for (let room = most; room > 0; room = most - calls.length) {
        const conversations = await take({ ask }, lane, room, me);
        if (conversations.length === 0) break;
        const rows = await ask<CallRow>(START, [conversations]);
        calls.push(...rows.map(claimed));
        const given = new Set(rows.map(({ conversation }) => conversation));
        const others = conversations.filter((conversation) => !given.has(conversation));
        if (others.length > 0)
          await together(async (client) => {
            await client.query(LOCK, [lane, others]);
            await letGo(client, lane, others, me);
          });
      }
      return calls;
    },

    sent,

    retryCall: (call: ClaimedCall, afterMs: number): Promise<void> =>
      together(async (client) => {
        const given = [laneOf(call.channel), call.conversation, holder(), afterMs];
        const { rowCount } = await client.query(POSTPONE, given);
        // Whoever holds the conversation meanwhile may be sending it.
        if (rowCount === 1) await client.query(REST, [call.id]);
      }),

    killCall: (call: ClaimedCall, reason: string, now: number, whole = false): Promise<void> =>
      together(async (client) => {
        const lane = laneOf(call.channel);
        await client.query(LOCK, [lane, [call.conversation]]);
        await (whole
          ? client.query(KILL_ALL, [call.conversation, reason, now])
          : client.query(KILL, [call.id, JSON.stringify(call.call), reason, call.attempts + 1, now]));
        await letGo(client, lane, [call.conversation], holder());
      }),
  };
}

const claimed = ({ id, channel, conversation, method, body, kind, ...row }: CallRow): ClaimedCall => ({
  id,
  channel,
  conversation,
  call: { method, body: JSON.parse(body), kind },
  writtenAt: row.written_at,
  attempts: row.attempts - 1,
  unclear: row.was_sending === 1,
});
