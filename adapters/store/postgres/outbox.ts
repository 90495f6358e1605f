import type { Call } from '../../channel.ts';
import type { ClaimedCall } from '../../store.ts';
import { grouped, type Outcome } from './grouped.ts';
import { createLane, type Lane, LOCK, laneOf } from './line.ts';
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

interface Channel {
  readonly lane: Lane;
  readonly sent: (call: ClaimedCall) => Promise<void>;
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
  SELECT id, channel, conversation, method, body, kind, written_at, attempts, was_sending FROM started ORDER BY id`;
const REMOVE = 'DELETE FROM outbox WHERE id = ANY($1::bigint[])';
/** Unless somebody has tried it since: he may be at it. `$1` id, `$2` tries. */
const REST = 'UPDATE outbox SET sending = 0 WHERE id = $1 AND attempts = $2';
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
  const channels = new Map<string, Channel>();
  const channelOf = (name: string): Channel => {
    const channel = channels.get(name) ?? createChannel(name);
    channels.set(name, channel);
    return channel;
  };

  function createChannel(name: string): Channel {
    const lane = createLane({ ask, together }, laneOf(name), holder);
    const sentGroup = async (group: readonly ClaimedCall[]): Promise<Outcome<void>[]> => {
      const conversations = group.map(({ conversation }) => conversation);
      // What has been sent has been sent, whoever holds the conversation meanwhile.
      await together((client) =>
        Promise.all([
          client.query(LOCK, [laneOf(name), conversations]),
          client.query(REMOVE, [group.map(({ id }) => id)]),
          lane.letGo(client, conversations),
        ]),
      );
      lane.forget(conversations);
      return group.map(() => ({ value: undefined }));
    };
    return { lane, sent: grouped(sentGroup, MOST_SENT) };
  }

  return {
    claimCalls: async (channel: string, most: number): Promise<readonly ClaimedCall[]> => {
      const { lane } = channelOf(channel);
      const calls: ClaimedCall[] = [];
      // A conversation may stand in line for calls that have expired: whoever stands behind it is next.
      for (let room = most; room > 0; room = most - calls.length) {
        let taken = 0;
        const read = async (conversations: readonly string[]) => {
          taken = conversations.length;
          return (await ask<CallRow>(START, [conversations])).map(claimed);
        };
        try {
          calls.push(...(await lane.claim(room, read)));
        } catch (error) {
          // What the rounds before have claimed is in hand, and goes its way.
          if (calls.length > 0) break;
          throw error;
        }
        if (taken < room) break;
      }
      return calls;
    },

    sent: (call: ClaimedCall): Promise<void> => channelOf(call.channel).sent(call),

    retryCall: async (call: ClaimedCall, afterMs: number): Promise<void> => {
      const { lane } = channelOf(call.channel);
      await together(async (client) => {
        await lane.postpone(client, call.conversation, afterMs);
        await client.query(REST, [call.id, call.attempts + 1]);
      });
      lane.forget([call.conversation]);
    },

    killCall: async (call: ClaimedCall, reason: string, now: number, whole = false): Promise<void> => {
      const { lane } = channelOf(call.channel);
      await together((client) =>
        Promise.all([
          client.query(LOCK, [laneOf(call.channel), [call.conversation]]),
          whole
            ? client.query(KILL_ALL, [call.conversation, reason, now])
            : client.query(KILL, [call.id, JSON.stringify(call.call), reason, call.attempts + 1, now]),
          lane.letGo(client, [call.conversation]),
        ]),
      );
      lane.forget([call.conversation]);
    },
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
