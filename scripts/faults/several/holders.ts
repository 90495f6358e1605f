import type { PostgresDatabase } from './contents-of-postgres.ts';

/** Numbers under which servers hold conversations; see `adapters/store/postgres/presence.ts`. */
type Asked = Pick<PostgresDatabase, 'ask'>;

/** Those who are there. */
export async function holdersOn({ ask }: Asked): Promise<number[]> {
  const rows = await ask<{ readonly holder: number }>(
    `SELECT objid::bigint::integer AS holder FROM pg_locks
     WHERE locktype = 'advisory' AND objsubid = 2 AND granted AND classid = 1986621548`,
  );
  return rows.map(({ holder }) => holder);
}

/** How many conversations they hold. */
export const heldBy = async ({ ask }: Asked, holders: readonly number[]): Promise<number> =>
  countIn(await ask('SELECT count(*)::integer AS count FROM line WHERE holder = ANY($1)', [holders]));

/** How many of the calls that they hold are on their way. */
export const unclearOf = async ({ ask }: Asked, holders: readonly number[]): Promise<number> =>
  countIn(
    await ask(
      `SELECT count(*)::integer AS count FROM outbox JOIN line USING (conversation)
       WHERE sending = 1 AND lane = 'out/' || channel AND holder = ANY($1)`,
      [holders],
    ),
  );

const countIn = (rows: readonly object[]): number => (rows[0] as { readonly count: number }).count;
