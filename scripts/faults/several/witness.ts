/**
 * Counts what was ever written to a table, in the writer's own transaction: what was rolled back was not written. The
 * numbers of the rows do not tell, because PostgreSQL takes none back.
 */
const WATCHED = ['inbox', 'outbox'] as const;

/** How many rows of a table were ever written. */
export const EVER = (table: (typeof WATCHED)[number]): string =>
  `SELECT count(*)::integer FROM witnessed WHERE what = '${table}'`;

const STATEMENTS = [
  'CREATE TABLE witnessed (what TEXT NOT NULL)',
  `CREATE FUNCTION witness() RETURNS trigger LANGUAGE plpgsql AS
   'BEGIN INSERT INTO witnessed SELECT TG_TABLE_NAME FROM fresh; RETURN NULL; END'`,
  ...WATCHED.map(
    (table) => `CREATE TRIGGER witness AFTER INSERT ON ${table} REFERENCING NEW TABLE AS fresh
      FOR EACH STATEMENT EXECUTE FUNCTION witness()`,
  ),
];

/** Begins to count in a database that has its tables. */
export async function witness(ask: (statement: string) => Promise<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await ask(statement);
}
