import type pg from 'pg';
import { stillMoving, UNFINISHED_MOVE } from '../unfinished-move.ts';

/**
 * A lock that everybody who works on the database shares, and that a move, from it or into it, has alone. It belongs
 * to the session, and goes with it.
 */
const OF_USE = '1986621550, 0';

/** Works on the database from now on. Throws a sentence while it is being moved, and when a move into it has not ended. */
export async function shareUse(client: pg.Client): Promise<void> {
  if (!(await tries(client, 'pg_try_advisory_lock_shared')))
    throw new Error(
      'The database is being moved: what is written now would be lost. Wait until npm run move has ended, then start again.',
    );
  // Asked when the lock is ours: now no move can begin.
  if (await isMovedInto(client)) throw new Error(stillMoving('of DATABASE_URL'));
}

/** Has the database for itself from now on; tells whether nobody else works on it. */
export const ownUse = (client: pg.Client): Promise<boolean> => tries(client, 'pg_try_advisory_lock');

export async function isMovedInto(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query(`SELECT to_regclass('${UNFINISHED_MOVE}') IS NOT NULL AS is_moved`);
  return (rows[0] as { readonly is_moved: boolean }).is_moved;
}

async function tries(
  client: pg.Client,
  lock: 'pg_try_advisory_lock' | 'pg_try_advisory_lock_shared',
): Promise<boolean> {
  const { rows } = await client.query(`SELECT ${lock}(${OF_USE}) AS is_ours`);
  return (rows[0] as { readonly is_ours: boolean }).is_ours;
}
