import { DESTROY_KEYS, EXPIRED, MOST, RULES, VISITOR_KEY } from '../expiry.ts';
import type { Database } from './database.ts';
import type { Operations } from './operations.ts';

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
  const destroyKeys = database.prepare(DESTROY_KEYS);
  return (horizon, now) => {
    destroyKeys.run(VISITOR_KEY + horizon.visitorKeys);
    bury.run(now, horizon.calls, MOST);
    const expired = remove.run(horizon.calls, MOST).changes;
    const changed = rules.map(({ what, run }) => run.run(horizon[what], horizon[what], MOST).changes);
    return { expired, hasMore: [expired, ...changed].includes(MOST) };
  };
}
