import type { Call } from '../../channel.ts';
import type { ClaimedCall, ClaimedEvent } from '../../store.ts';
import { createLine, type Line } from '../line.ts';
import { ADD_CALL } from '../statements.ts';
import type { Database } from './database.ts';
import type { Effects } from './effects.ts';

interface CallRow {
  readonly id: number;
  readonly channel: string;
  readonly conversation: string;
  readonly method: string;
  readonly body: string;
  readonly kind: Call['kind'];
  readonly written_at: number;
  readonly attempts: number;
  readonly sending: number;
}

export type Outbox = ReturnType<typeof createOutbox>;

/** Calls that wait to be sent, in order per conversation. Every function runs inside a transaction of the caller. */
export function createOutbox(database: Database, effects: Effects, now: () => number) {
  const lines = new Map<string, Line>();
  const lineOf = (channel: string): Line => {
    const line = lines.get(channel) ?? createLine(now);
    lines.set(channel, line);
    return line;
  };
  const addCall = database.prepare(ADD_CALL);
  const head = database.prepare('SELECT * FROM outbox WHERE conversation = ? ORDER BY id LIMIT 1');
  const isNext = database.prepare('SELECT 1 FROM outbox WHERE conversation = ? LIMIT 1').pluck();
  const start = database.prepare('UPDATE outbox SET sending = 1, attempts = attempts + 1 WHERE id = ?');
  const rest = database.prepare('UPDATE outbox SET sending = 0 WHERE id = ?');
  const remove = database.prepare('DELETE FROM outbox WHERE id = ?');
  const removeAll = database.prepare('DELETE FROM outbox WHERE conversation = ?');
  const bury = database.prepare(
    `INSERT INTO dead_letter (side, channel, conversation, content, reason, attempts, died_at)
     VALUES ('out', ?, ?, ?, ?, ?, ?)`,
  );
  const rowsOf = database.prepare('SELECT * FROM outbox WHERE conversation = ? ORDER BY id');
  const release = ({ channel, conversation }: ClaimedCall) => {
    const hasMore = isNext.get(conversation) !== undefined;
    effects.onCommit(() => lineOf(channel).release(conversation, hasMore));
  };
  const reline = () => {
    const waiting = database
      .prepare('SELECT channel, conversation FROM outbox GROUP BY channel, conversation ORDER BY min(id)')
      .all() as CallRow[];
    for (const { channel, conversation } of waiting) lineOf(channel).add(conversation);
  };
  reline();

  return {
    reline,

    add: (
      { channel, conversation }: Pick<ClaimedEvent, 'channel' | 'conversation'>,
      calls: readonly Call[],
      at: number,
    ): void => {
      for (const { method, body, kind } of calls)
        addCall.run(channel, conversation, method, JSON.stringify(body), kind, at);
      if (calls.length > 0) effects.onCommit(() => lineOf(channel).add(conversation));
    },

    claimCalls: (channel: string, most: number): ClaimedCall[] => {
      const line = lineOf(channel);
      const calls: ClaimedCall[] = [];
      // A conversation may stand in line for calls that have expired: whoever stands behind it is next.
      for (let room = most; room > 0; room = most - calls.length) {
        const conversations = line.take(room);
        if (conversations.length === 0) break;
        effects.onRollback(() => {
          for (const conversation of conversations) line.release(conversation, true);
        });
        for (const conversation of conversations) {
          const row = head.get(conversation) as CallRow | undefined;
          if (row) {
            start.run(row.id);
            calls.push(claimed(row));
          } else effects.onCommit(() => line.release(conversation, false));
        }
      }
      return calls;
    },

    sent: (call: ClaimedCall): void => {
      remove.run(call.id);
      release(call);
    },

    retryCall: (call: ClaimedCall, afterMs: number): void => {
      rest.run(call.id);
      effects.onCommit(() => lineOf(call.channel).postpone(call.conversation, afterMs));
    },

    /** One that ends a whole conversation's line has nobody who could read it: its text goes at once. */
    killCall: (call: ClaimedCall, reason: string, at: number, whole = false): void => {
      const { channel, conversation, attempts, call: content } = call;
      if (whole) {
        for (const row of rowsOf.all(conversation) as CallRow[])
          bury.run(channel, null, null, reason, row.attempts, at);
        removeAll.run(conversation);
      } else if (remove.run(call.id).changes > 0)
        bury.run(channel, conversation, JSON.stringify(content), reason, attempts + 1, at);
      release(call);
    },
  };
}

const claimed = ({ id, channel, conversation, method, body, kind, ...row }: CallRow): ClaimedCall => ({
  id,
  channel,
  conversation,
  call: { method, body: JSON.parse(body), kind },
  writtenAt: row.written_at,
  attempts: row.attempts,
  unclear: row.sending === 1,
});
