import type { ClaimedEvent, InboxEvent, TurnResult } from '../../store.ts';
import { createLine, type Line } from '../line.ts';
import { insertInto, RECORD_TABLE_NAMES } from '../record-tables.ts';
import { ADD_EVENT, OF_CONVERSATION } from '../statements.ts';
import type { Database } from './database.ts';
import type { Effects } from './effects.ts';
import type { Outbox } from './outbox.ts';

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

const FORGET = OF_CONVERSATION.map((table) => `DELETE FROM ${table} WHERE conversation = ?`).concat(
  'DELETE FROM conversation WHERE id = ?',
);

/** Events in, turns out. Every function runs inside a transaction that the caller opens. */
export function createInbox(database: Database, effects: Effects, outbox: Outbox, now: () => number) {
  const line = createLine(now);
  const addKey = database.prepare('INSERT INTO event_key (key, at) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const addEvent = database.prepare(ADD_EVENT);
  const head = database.prepare(
    `SELECT i.*, c.memory FROM inbox i LEFT JOIN conversation c ON c.id = i.conversation
     WHERE i.conversation = ? ORDER BY i.id LIMIT 1`,
  );
  const isNext = database.prepare('SELECT 1 FROM inbox WHERE conversation = ? LIMIT 1').pluck();
  const close = database.prepare('DELETE FROM inbox WHERE id = ?');
  const countTry = database.prepare('UPDATE inbox SET attempts = attempts + 1 WHERE id = ?');
  const uncountTry = database.prepare('UPDATE inbox SET attempts = attempts - 1 WHERE id = ?');
  const forget = FORGET.map((statement) => database.prepare(statement));
  const remember = database.prepare(
    `INSERT INTO conversation (id, channel, memory, heard_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET memory = excluded.memory, heard_at = excluded.heard_at`,
  );
  const keep = new Map(
    RECORD_TABLE_NAMES.map((name) => [
      name,
      database.prepare(
        insertInto(name, (columns) => `VALUES (${columns.map((one) => `@${one}`).join(', ')})`),
      ),
    ]),
  );
  const bury = database.prepare(
    `INSERT INTO dead_letter (side, channel, conversation, content, reason, attempts, died_at)
     VALUES ('in', ?, ?, ?, ?, ?, ?)`,
  );
  reline(database, line);

  return {
    reline: () => reline(database, line),

    accept: (events: readonly InboxEvent[], at: number): boolean[] =>
      events.map(({ channel, conversation, key, activity }) => {
        const isFresh = addKey.run(key, at).changes === 1;
        if (isFresh && activity) {
          addEvent.run(channel, conversation, key, JSON.stringify(activity), at);
          effects.onCommit(() => line.add(conversation));
        }
        return isFresh;
      }),

    claim: (most: number): ClaimedEvent[] => {
      const conversations = line.take(most);
      effects.onRollback(() => {
        for (const conversation of conversations) line.release(conversation, true);
      });
      let hasTried = false;
      return conversations.flatMap((conversation) => {
        const row = head.get(conversation) as EventRow | undefined;
        const mustWait = hasTried && row !== undefined && row.attempts > 0;
        if (!row || mustWait) {
          effects.onCommit(() => line.release(conversation, mustWait));
          return [];
        }
        hasTried ||= row.attempts > 0;
        countTry.run(row.id);
        return [claimed(row)];
      });
    },

    commit: (event: ClaimedEvent, result: TurnResult, at: number): void => {
      const { conversation, channel } = event;
      if (close.run(event.id).changes === 0) throw new Error('the event of this turn is not open any more');
      if (result.forgets) for (const statement of forget) statement.run(conversation);
      if (result.memory !== undefined)
        remember.run(conversation, channel, result.memory, result.heardAt ?? at);
      outbox.add(event, result.calls, at);
      for (const { table, row } of result.records) keep.get(table)?.run(row);
      if (result.dies !== undefined) {
        const content = JSON.stringify({ key: event.key, activity: event.activity });
        bury.run(channel, conversation, content, result.dies, event.attempts + 1, at);
      }
      const hasMore = isNext.get(conversation) !== undefined;
      effects.onCommit(() => line.release(conversation, hasMore));
    },

    fail: (event: ClaimedEvent, afterMs: number, isTried = true): void => {
      if (!isTried) uncountTry.run(event.id);
      effects.onCommit(() => line.postpone(event.conversation, afterMs));
    },
  };
}

/** Whoever has an open event stands in line, in the order of acceptance. */
function reline(database: Database, line: Line): void {
  const waiting = database
    .prepare('SELECT conversation FROM inbox GROUP BY conversation ORDER BY min(id)')
    .pluck()
    .all() as string[];
  for (const conversation of waiting) line.add(conversation);
}

const claimed = ({ accepted_at, memory, activity, ...row }: EventRow): ClaimedEvent => ({
  ...row,
  activity: JSON.parse(activity),
  acceptedAt: accepted_at,
  memory: memory ?? undefined,
});
