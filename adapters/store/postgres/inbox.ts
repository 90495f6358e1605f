import type { ClaimedEvent, InboxEvent, TurnResult } from '../../store.ts';
import { OF_CONVERSATION } from '../statements.ts';
import { grouped, type Outcome } from './grouped.ts';
import { IN, JOIN, LOCK, laneOf, letGo, POSTPONE, take } from './line.ts';
import { TELL, type Tell } from './news.ts';
import type { Client, Sessions } from './sessions.ts';

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
interface Committing {
  readonly event: ClaimedEvent;
  readonly result: TurnResult;
  readonly now: number;
}

/** Deliveries of one group. */
const MOST_DELIVERIES = 200;
const MOST_TURNS = 64;

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
    SELECT '${IN}', conversation, clock_timestamp() + min(place) * interval '1 microsecond'
    FROM opened GROUP BY conversation ORDER BY conversation
    ON CONFLICT (lane, conversation) DO UPDATE SET due_at = line.due_at
    RETURNING conversation
  ), kept AS (
    INSERT INTO inbox (channel, conversation, key, activity, accepted_at)
    SELECT channel, conversation, key, activity, at FROM opened JOIN lined USING (conversation) ORDER BY place
  )
  SELECT key FROM fresh`;

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
  SELECT counted.*, conversation.memory FROM counted
  LEFT JOIN conversation ON conversation.id = counted.conversation ORDER BY counted.id`;

/** Ends events whose conversation is still held by who took their turn. */
const CLOSE = `DELETE FROM inbox USING line WHERE inbox.id = ANY($1::bigint[])
  AND line.lane = '${IN}' AND line.conversation = inbox.conversation AND line.holder = $2
  RETURNING inbox.id`;

const REMEMBER = `INSERT INTO conversation (id, channel, memory, heard_at)
  SELECT id, channel, memory, heard_at FROM json_to_recordset($1::json)
    AS g (id text, channel text, memory text, heard_at bigint) ORDER BY id
  ON CONFLICT (id) DO UPDATE SET memory = excluded.memory, heard_at = excluded.heard_at`;
const ADD_CALLS = `INSERT INTO outbox (channel, conversation, method, body, kind, written_at)
  SELECT channel, conversation, method, body, kind, written_at FROM json_to_recordset($1::json)
    AS g (place integer, channel text, conversation text, method text, body text, kind text, written_at bigint)
  ORDER BY place`;
const KEEP = `INSERT INTO record (at, kind, channel, locale, catalogue_version, fields)
  SELECT at, kind, channel, locale, catalogue_version, fields FROM json_to_recordset($1::json)
    AS g (place integer, at bigint, kind text, channel text, locale text, catalogue_version text, fields text)
  ORDER BY place`;
const BURY = `INSERT INTO dead_letter (side, channel, conversation, content, reason, attempts, died_at)
  SELECT 'in', channel, conversation, content, reason, attempts, died_at FROM json_to_recordset($1::json)
    AS g (channel text, conversation text, content text, reason text, attempts integer, died_at bigint)`;
const FORGET = [
  ...OF_CONVERSATION.map((table) => `DELETE FROM ${table} WHERE conversation = ANY($1::text[])`),
  'DELETE FROM conversation WHERE id = ANY($1::text[])',
];

/** Events in, turns out. `holder`: this process' number. */
export function createInbox({ ask, together }: Sessions, holder: () => number, tell: Tell) {
  const acceptGroup = async (group: readonly Accepting[]): Promise<Outcome<readonly boolean[]>[]> => {
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

  const commitGroup = (group: readonly Committing[]): Promise<Outcome<void>[]> =>
    together(async (client) => {
      const me = holder();
      const conversations = [...new Set(group.map(({ event }) => event.conversation))];
      const [, { rows }] = await Promise.all([
        client.query(LOCK, [IN, conversations]),
        client.query(CLOSE, [group.map(({ event }) => event.id), me]),
      ]);
      const closed = new Set((rows as { readonly id: number }[]).map(({ id }) => id));
      const taken = group.filter(({ event }) => closed.has(event.id));
      const done = taken.map(({ event }) => event.conversation);
      await Promise.all([write(client, taken), letGo(client, IN, done, me)]);
      return group.map(({ event }) =>
        closed.has(event.id)
          ? { value: undefined }
          : { refused: new Error('the event of this turn is not open any more') },
      );
    });
  const commit = grouped(commitGroup, MOST_TURNS);

  /** All that the turns lead to, in as few statements as there are kinds of it. */
  async function write(client: Client, turns: readonly Committing[]): Promise<void> {
    const forgotten = turns.filter(({ result }) => result.forgets).map(({ event }) => event.conversation);
    const calls = turns.flatMap(({ event: { channel, conversation }, result, now }) =>
      result.calls.map(({ method, body, kind }) => ({
        channel,
        conversation,
        method,
        body: JSON.stringify(body),
        kind,
        written_at: now,
      })),
    );
    const statements: [statement: string, values: unknown[]][] = [];
    const add = (statement: string, rows: readonly object[]) => {
      if (rows.length > 0)
        statements.push([statement, [JSON.stringify(rows.map((row, place) => ({ ...row, place })))]]);
    };
    if (forgotten.length > 0) for (const statement of FORGET) statements.push([statement, [forgotten]]);
    add(
      REMEMBER,
      turns.flatMap(({ event, result, now }) => rememberedOf(event, result, now)),
    );
    for (const channel of new Set(calls.map((call) => call.channel))) {
      const who = calls.filter((call) => call.channel === channel).map(({ conversation }) => conversation);
      statements.push([JOIN, [laneOf(channel), who]], [TELL, [tell.payload({ what: 'calls', channel })]]);
    }
    add(ADD_CALLS, calls);
    add(
      KEEP,
      turns.flatMap(({ event, result, now }) => recordsOf(event, result, now)),
    );
    add(
      BURY,
      turns.flatMap(({ event, result, now }) => letterOf(event, result, now)),
    );
    // Whoever waits for an answer that no call brings may wait at another process.
    for (const { event, result } of turns)
      if (result.calls.length === 0)
        statements.push([TELL, [tell.payload({ what: 'turn', key: event.key })]]);
    await Promise.all(statements.map(([statement, values]) => client.query(statement, values)));
  }

  return {
    accept: async (events: readonly InboxEvent[], now: number): Promise<readonly boolean[]> =>
      events.length === 0 ? [] : accept({ events, now }),

    claim: async (most: number): Promise<readonly ClaimedEvent[]> => {
      const me = holder();
      const conversations = await take({ ask }, IN, most, me);
      if (conversations.length === 0) return [];
      const rows = await ask<EventRow>(HEADS, [conversations]);
      const given = new Set(rows.map(({ conversation }) => conversation));
      const others = conversations.filter((conversation) => !given.has(conversation));
      if (others.length > 0)
        await together(async (client) => {
          await client.query(LOCK, [IN, others]);
          await letGo(client, IN, others, me);
        });
      return rows.map(claimed);
    },

    commit: (event: ClaimedEvent, result: TurnResult, now: number): Promise<void> =>
      commit({ event, result, now }),

    fail: (event: ClaimedEvent, afterMs: number, isTried = true): Promise<void> =>
      together(async (client) => {
        const { rowCount } = await client.query(POSTPONE, [IN, event.conversation, holder(), afterMs]);
        if (!isTried && rowCount === 1)
          await client.query('UPDATE inbox SET attempts = attempts - 1 WHERE id = $1', [event.id]);
      }),
  };
}

function rememberedOf({ conversation, channel }: ClaimedEvent, result: TurnResult, now: number): object[] {
  const { memory, heardAt = now } = result;
  return memory === undefined ? [] : [{ id: conversation, channel, memory, heard_at: heardAt }];
}

function recordsOf({ channel }: ClaimedEvent, { records }: TurnResult, at: number): object[] {
  return records.map(({ kind, locale, catalogueVersion, fields }) => ({
    at,
    kind,
    channel,
    locale,
    catalogue_version: catalogueVersion,
    fields: JSON.stringify(fields),
  }));
}

function letterOf(event: ClaimedEvent, { dies }: TurnResult, now: number): object[] {
  if (dies === undefined) return [];
  const { channel, conversation, key, activity, attempts } = event;
  const content = JSON.stringify({ key, activity });
  return [{ channel, conversation, content, reason: dies, attempts: attempts + 1, died_at: now }];
}

/** The try has been counted already. */
const claimed = ({ accepted_at, memory, activity, attempts, ...row }: EventRow): ClaimedEvent => ({
  ...row,
  activity: JSON.parse(activity),
  acceptedAt: accepted_at,
  attempts: attempts - 1,
  memory: memory ?? undefined,
});
