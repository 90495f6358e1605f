import type { Horizon } from '../../store.ts';
import { EXPIRED, MOST, RULES } from '../expiry.ts';
import { numbered } from '../statements.ts';
import { RELINE } from './line.ts';
import type { Sessions } from './sessions.ts';

const ONE_AT_A_TIME = `SELECT pg_try_advisory_xact_lock(hashtext('smart-villager sweep'), 0) AS is_mine`;
/** `$1` horizon, `$2` most, `$3` now. */
const EXPIRE = `WITH gone AS (
    DELETE FROM outbox WHERE id IN (${numbered(EXPIRED)} FOR UPDATE SKIP LOCKED) RETURNING *
  )
  INSERT INTO dead_letter (side, channel, conversation, content, reason, attempts, died_at)
  SELECT 'out', channel, conversation,
    json_build_object('method', method, 'body', body::json, 'kind', kind)::text, 'expired', attempts, $3::bigint
  FROM gone ORDER BY id`;

/** Deletes a bounded part of what is too old; nothing while another process is at it. */
export const createSweep =
  ({ together }: Pick<Sessions, 'together'>) =>
  (horizon: Horizon, now: number): Promise<{ readonly expired: number; readonly hasMore: boolean }> =>
    together(async (client) => {
      const { rows } = await client.query(ONE_AT_A_TIME);
      if (!(rows[0] as { readonly is_mine: boolean }).is_mine) return { expired: 0, hasMore: false };
      for (const statement of RELINE) await client.query(statement);
      const { rowCount } = await client.query(EXPIRE, [horizon.calls, MOST, now]);
      const expired = rowCount ?? 0;
      const changed = [expired];
      for (const { what, statement } of RULES) {
        const done = await client.query(numbered(statement), [horizon[what], MOST]);
        changed.push(done.rowCount ?? 0);
      }
      return { expired, hasMore: changed.includes(MOST) };
    });
