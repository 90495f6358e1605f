import type { Horizon } from '../../store.ts';
import type { Database } from './database.ts';
import type { Operations } from './operations.ts';

/** So many rows at a time, so that nobody waits long behind a sweep. */
const MOST = 2_000;

const RULES: readonly { readonly what: Exclude<keyof Horizon, 'calls'>; readonly statement: string }[] = [
  {
    what: 'keys',
    statement: 'DELETE FROM event_key WHERE key IN (SELECT key FROM event_key WHERE at < ? LIMIT ?)',
  },
  {
    what: 'webConversations',
    statement: `DELETE FROM conversation WHERE id IN
      (SELECT id FROM conversation WHERE channel = 'web' AND heard_at < ? LIMIT ?)`,
  },
  {
    what: 'conversations',
    statement: `DELETE FROM conversation WHERE id IN (SELECT id FROM conversation WHERE heard_at < ? LIMIT ?)`,
  },
  {
    what: 'deadTexts',
    statement: `UPDATE dead_letter SET content = NULL, conversation = NULL WHERE id IN
      (SELECT id FROM dead_letter WHERE died_at < ? AND conversation IS NOT NULL LIMIT ?)`,
  },
  {
    what: 'deadLetters',
    statement: 'DELETE FROM dead_letter WHERE id IN (SELECT id FROM dead_letter WHERE died_at < ? LIMIT ?)',
  },
  {
    what: 'records',
    statement: 'DELETE FROM record WHERE id IN (SELECT id FROM record WHERE at < ? LIMIT ?)',
  },
];

const EXPIRED = 'SELECT id FROM outbox WHERE written_at < ? ORDER BY id LIMIT ?';

/** Deletes a bounded part of what is too old. */
export function createSweep(database: Database): Operations['sweep'] {
  const rules = RULES.map(({ what, statement }) => ({ what, run: database.prepare(statement) }));
  const bury = database.prepare(
    `INSERT INTO dead_letter (side, channel, conversation, content, reason, attempts, died_at)
     SELECT 'out', channel, conversation,
       json_object('method', method, 'body', json(body), 'kind', kind), 'expired', attempts, ?
     FROM outbox WHERE id IN (${EXPIRED})`,
  );
  const remove = database.prepare(`DELETE FROM outbox WHERE id IN (${EXPIRED})`);
  return (horizon, now) => {
    bury.run(now, horizon.calls, MOST);
    const expired = remove.run(horizon.calls, MOST).changes;
    const changed = rules.map(({ what, run }) => run.run(horizon[what], MOST).changes);
    return { expired, hasMore: [expired, ...changed].includes(MOST) };
  };
}
