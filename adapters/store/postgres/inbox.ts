import type { ClaimedEvent, InboxEvent } from '../../store.ts';
import { grouped, type Outcome } from './grouped.ts';
import type { Lane } from './line.ts';
import type { Tell } from './news.ts';
import type { Sessions } from './sessions.ts';

interface EventRow {
  readonly id: number;
  readonly channel: string;
  readonly conversation: string;
  readonly key: string;
  readonly activity: string;
  readonly accepted_at: number;
  readonly attempts: number;
  readonly memory: string | null;
}
interface Accepting {
  readonly events: readonly InboxEvent[];
  readonly now: number;
}

/** Deliveries of one group. */
const MOST_DELIVERIES = 200;

/**
 * One statement, so one journey and one flush. Whoever adds to a conversation has locked its row in the line, and
 * only then is given a number: numbers are in the order in which they become visible.
 */
const ACCEPT = `WITH given AS (
    SELECT * FROM json_to_recordset($1::json)
      AS g (place integer, key text, at bigint, channel text, conversation text, activity text)
  ), fresh AS (
    INSERT INTO event_key (key, at) SELECT key, at FROM given ORDER BY key ON CONFLICT DO NOTHING RETURNING key
  ), opened AS (
    SELECT * FROM given WHERE activity IS NOT NULL AND key IN (SELECT key FROM fresh)
  ), lined AS (
    INSERT INTO line (lane, conversation, due_at)
    SELECT 'in', conversation, clock_timestamp() + min(place) * interval '1 microsecond'
    FROM opened GROUP BY conversation ORDER BY conversation
    ON CONFLICT (lane, conversation) DO UPDATE SET due_at = line.due_at
    RETURNING conversation
  ), kept AS (
    INSERT INTO inbox (channel, conversation, key, activity, accepted_at)
    SELECT channel, conversation, key, activity, at FROM opened JOIN lined USING (conversation) ORDER BY place
  )
  SELECT key FROM fresh`;

/** Unless somebody has tried it since. `$1` id, `$2` tries. */
const UNCOUNT = 'UPDATE inbox SET attempts = attempts - 1 WHERE id = $1 AND attempts = $2';

/** The oldest event of each conversation; of those that were tried before, only the oldest. Counts the try. */
const HEADS = `WITH head AS (
    SELECT first.id, first.attempts FROM unnest($1::text[]) AS held (conversation)
    CROSS JOIN LATERAL (
      SELECT id, attempts FROM inbox WHERE inbox.conversation = held.conversation ORDER BY id LIMIT 1) AS first
  ), counted AS (
    UPDATE inbox SET attempts = inbox.attempts + 1 FROM head
    WHERE inbox.id = head.id
      AND (head.attempts = 0 OR head.id = (SELECT min(id) FROM head WHERE head.attempts > 0))
    RETURNING inbox.*
  )
  SELECT counted.id, counted.channel, counted.conversation, counted.key, counted.activity, counted.accepted_at,
    counted.attempts, conversation.memory FROM counted
  LEFT JOIN conversation ON conversation.id = counted.conversation ORDER BY counted.id`;

/** Events that wait for their turn. `lane`: `IN`; `holder`: this process' number. */
export function createInbox({ ask, together }: Sessions, lane: Lane, holder: () => number, tell: Tell) {
  const acceptGroup = async (group: readonly Accepting[]): Promise<Outcome<readonly boolean[]>[]> => {
    holder(); // whoever is not there does not write: the database may be moving
    const given = new Map<string, object>();
    for (const { events, now } of group)
      for (const { channel, conversation, key, activity } of events)
        if (!given.has(key))
          given.set(key, {
            place: given.size,
            key,
            at: now,
            channel,
            conversation,
            activity: activity && JSON.stringify(activity),
          });
    const rows = await ask<{ readonly key: string }>(ACCEPT, [JSON.stringify([...given.values()])]);
    const fresh = new Set(rows.map(({ key }) => key));
    if (fresh.size > 0) tell({ what: 'events' });
    // Of equal events the first one is the fresh one.
    return group.map(({ events }) => ({ value: events.map(({ key }) => fresh.delete(key)) }));
  };
  const accept = grouped(acceptGroup, MOST_DELIVERIES);

  return {
    accept: async (events: readonly InboxEvent[], now: number): Promise<readonly boolean[]> =>
      events.length === 0 ? [] : accept({ events, now }),

    claim: async (most: number): Promise<readonly ClaimedEvent[]> =>
      lane.claim(most, async (conversations) => (await ask<EventRow>(HEADS, [conversations])).map(claimed)),

    fail: async (event: ClaimedEvent, afterMs: number, isTried = true): Promise<void> => {
      await together(async (client) => {
        await lane.postpone(client, event.conversation, afterMs);
        if (!isTried) await client.query(UNCOUNT, [event.id, event.attempts + 1]);
      });
      lane.forget([event.conversation]);
    },
  };
}

/** The try has been counted already. */
const claimed = ({ accepted_at, memory, activity, attempts, ...row }: EventRow): ClaimedEvent => ({
  ...row,
  activity: JSON.parse(activity),
  acceptedAt: accepted_at,
  attempts: attempts - 1,
  memory: memory ?? undefined,
});
