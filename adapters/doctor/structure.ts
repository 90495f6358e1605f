import type { Reader } from '../reader.ts';

/** Names of tables and of their columns, as the database has them. */
export type Structure = ReadonlyMap<string, readonly string[]>;

const STATEMENTS = {
  sqlite: `SELECT t.name AS t, c.name AS c FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY t.name, c.cid`,
  postgres: `SELECT table_name AS t, column_name AS c FROM information_schema.columns
    WHERE table_schema = ANY (current_schemas(false)) ORDER BY table_name, ordinal_position`,
} as const;
export type Engine = keyof typeof STATEMENTS;

export async function structureOf(reader: Reader, engine: Engine): Promise<Structure> {
  const tables = new Map<string, string[]>();
  for (const { t, c } of await reader.ask<{ readonly t: string; readonly c: string }>(STATEMENTS[engine]))
    tables.set(t, [...(tables.get(t) ?? []), c]);
  return tables;
}
