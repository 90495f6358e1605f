import type { Store } from '../../store.ts';
import { DESTROY_KEYS, EXPIRED, MOST, RULES, VISITOR_KEY } from '../expiry.ts';
import { numbered } from '../statements.ts';
import { RELINE } from './line.ts';
import type { Presence } from './presence.ts';
import type { Sessions } from './sessions.ts';

/** `$1` horizon, `$2` most, `$3` now. Tells how many. */
const EXPIRE = `WITH gone AS (DELETE FROM outbox WHERE id IN (${numbered(EXPIRED)}) RETURNING *),
  buried AS (
    INSERT INTO dead_letter (side, channel, conversation, content, reason, attempts, died_at)
    SELECT 'out', channel, conversation,
      json_build_object('method', method, 'body', body::json, 'kind', kind)::text, 'expired', attempts, $3::bigint
    FROM gone ORDER BY id)
  SELECT count(*) AS changed FROM gone`;
const COUNTED = RULES.map(({ what, statement }) => ({
  what,
  statement: `WITH changed AS (${numbered(statement)} RETURNING 1) SELECT count(*) AS changed FROM changed`,
}));

/** Deletes a bounded part of what is too old, a statement at a time; of several processes one does. */
export const createSweep =
  ({ ask }: Pick<Sessions, 'ask'>, { isOnDuty }: Pick<Presence, 'isOnDuty'>): Store['sweep'] =>
  async (horizon, now) => {
    if (!(await isOnDuty('sweep'))) return { expired: 0, hasMore: false };
    const count = async (statement: string, values: readonly unknown[]) =>
      (await ask<{ readonly changed: number }>(statement, values))[0]!.changed;
    const expired = await count(EXPIRE, [horizon.calls, MOST, now]);
    const changed = [expired];
    for (const { what, statement } of COUNTED)
      changed.push(await count(statement, [horizon[what], horizon[what], MOST]));
    const destroyed = await ask(`${numbered(DESTROY_KEYS)} RETURNING name`, [
      VISITOR_KEY + horizon.visitorKeys,
    ]);
    // A deleted row stays in the file until somebody writes over it: the few that stay are written anew.
    if (destroyed.length > 0) await ask('VACUUM (FULL) secret');
    for (const statement of RELINE) await ask(statement);
    return { expired, hasMore: changed.includes(MOST) };
  };
