import type { ClaimedEvent, TurnResult } from '../../store.ts';
import { insertInto, RECORD_TABLE_NAMES, RECORD_TABLES, type RecordTableName } from '../record-tables.ts';
import { OF_CONVERSATION } from '../statements.ts';
import { grouped, type Outcome } from './grouped.ts';
import { IN, JOIN, type Lane, LOCK, laneOf } from './line.ts';
import { TELL, type Tell } from './news.ts';
import type { Client, Sessions } from './sessions.ts';

interface Committing {
  readonly event: ClaimedEvent;
  readonly result: TurnResult;
  readonly now: number;
}

const MOST = 64;

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
    AS g (nth integer, channel text, conversation text, method text, body text, kind text, written_at bigint)
  ORDER BY nth`;
/** Adds rows to a table of records: `$1` is the rows as JSON, each with its place `nth` in their order. */
export const KEEP = Object.fromEntries(
  RECORD_TABLE_NAMES.map((name) => {
    const typed = Object.entries(RECORD_TABLES[name].columns).map(([column, type]) => `${column} ${type}`);
    return [
      name,
      insertInto(
        name,
        (columns) =>
          `SELECT ${columns.join(', ')} FROM json_to_recordset($1::json) AS g (nth INTEGER, ${typed.join(', ')}) ORDER BY nth`,
      ),
    ];
  }),
) as Readonly<Record<RecordTableName, string>>;
const BURY = `INSERT INTO dead_letter (side, channel, conversation, content, reason, attempts, died_at)
  SELECT 'in', channel, conversation, content, reason, attempts, died_at FROM json_to_recordset($1::json)
    AS g (channel text, conversation text, content text, reason text, attempts integer, died_at bigint)`;
const FORGET = [
  ...OF_CONVERSATION.map((table) => `DELETE FROM ${table} WHERE conversation = ANY($1::text[])`),
  'DELETE FROM conversation WHERE id = ANY($1::text[])',
];

/** Ends events together with all that their turns lead to. `lane`: `IN`; `holder`: this process' number. */
export function createCommit(
  { together }: Pick<Sessions, 'together'>,
  lane: Lane,
  holder: () => number,
  tell: Pick<Tell, 'payload'>,
): (event: ClaimedEvent, result: TurnResult, now: number) => Promise<void> {
  const commitGroup = async (group: readonly Committing[]): Promise<Outcome<void>[]> => {
    const conversations = group.map(({ event }) => event.conversation);
    const outcomes = await together(async (client) => {
      const me = holder();
      const [, { rows }] = await Promise.all([
        client.query(LOCK, [IN, conversations]),
        client.query(CLOSE, [group.map(({ event }) => event.id), me]),
      ]);
      const closed = new Set((rows as { readonly id: number }[]).map(({ id }) => id));
      const taken = group.filter(({ event }) => closed.has(event.id));
      const done = taken.map(({ event }) => event.conversation);
      await Promise.all([write(client, taken, tell), lane.letGo(client, done)]);
      return group.map(({ event }) =>
        closed.has(event.id)
          ? { value: undefined }
          : { refused: new Error('the event of this turn is not open any more') },
      );
    });
    lane.forget(conversations);
    return outcomes;
  };
  const commit = grouped(commitGroup, MOST);

  return (event, result, now) => commit({ event, result, now });
}

/** All that the turns lead to, in as few statements as there are kinds of it. */
async function write(
  client: Client,
  turns: readonly Committing[],
  tell: Pick<Tell, 'payload'>,
): Promise<void> {
  const forgotten = turns.filter(({ result }) => result.forgets).map(({ event }) => event.conversation);
  const calls = turns.flatMap(callsOf);
  const statements: [statement: string, values: unknown[]][] = [];
  const add = (statement: string, rows: readonly object[]) => {
    if (rows.length > 0)
      statements.push([statement, [JSON.stringify(rows.map((row, nth) => ({ ...row, nth })))]]);
  };
  // Rows of lines first, as everybody does: two that lock in another order wait for each other.
  for (const channel of new Set(turns.map(({ event }) => event.channel))) {
    const said = calls.filter((call) => call.channel === channel).map(({ conversation }) => conversation);
    if (forgotten.length > 0) statements.push([LOCK, [laneOf(channel), [...forgotten, ...said]]]);
    if (said.length > 0)
      statements.push([JOIN, [laneOf(channel), said]], [TELL, [tell.payload({ what: 'calls', channel })]]);
  }
  if (forgotten.length > 0) for (const statement of FORGET) statements.push([statement, [forgotten]]);
  add(REMEMBER, turns.flatMap(rememberedOf));
  add(ADD_CALLS, calls);
  const records = turns.flatMap(({ result }) => result.records);
  for (const name of RECORD_TABLE_NAMES)
    add(KEEP[name], lastOfEach(records.filter(({ table }) => table === name).map(({ row }) => row)));
  add(BURY, turns.flatMap(letterOf));
  // Whoever waits for an answer that no call brings may wait at another process.
  for (const { event, result } of turns)
    if (result.calls.length === 0) statements.push([TELL, [tell.payload({ what: 'turn', key: event.key })]]);
  await Promise.all(statements.map(([statement, values]) => client.query(statement, values)));
}

/** One statement may not touch a row twice: of several rows of the same thing the last one counts. */
function lastOfEach(rows: readonly object[]): readonly object[] {
  const last = new Map<unknown, object>();
  for (const row of rows) last.set('id' in row ? row.id : row, row);
  return [...last.values()];
}

function callsOf({ event: { channel, conversation }, result, now }: Committing) {
  return result.calls.map(({ method, body, kind }) => ({
    channel,
    conversation,
    method,
    body: JSON.stringify(body),
    kind,
    written_at: now,
  }));
}

function rememberedOf({ event: { conversation, channel }, result, now }: Committing): object[] {
  const { memory, heardAt = now } = result;
  return memory === undefined ? [] : [{ id: conversation, channel, memory, heard_at: heardAt }];
}

function letterOf({ event, result, now }: Committing): object[] {
  const { channel, conversation, key, activity, attempts } = event;
  const { dies } = result;
  if (dies === undefined) return [];
  const content = JSON.stringify({ key, activity });
  return [{ channel, conversation, content, reason: dies, attempts: attempts + 1, died_at: now }];
}
