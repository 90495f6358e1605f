import Database from 'better-sqlite3';
import pg from 'pg';
import { addressOf } from '../../../adapters/store/address.ts';
import { TYPES } from '../../../adapters/store/postgres/sessions.ts';
import { TABLES } from '../../../scripts/move/tables.ts';

export type Row = Record<string, unknown>;
type Ask = (statement: string) => Promise<Row[]>;

/** A connection of nobody's: no lock, no check. */
export async function beside<Result>(url: string, act: (ask: Ask) => Promise<Result>): Promise<Result> {
  const address = addressOf(url)!;
  if (address.engine === 'sqlite') {
    const database = new Database(address.path, { timeout: 200 });
    const ask: Ask = async (statement) => {
      const prepared = database.prepare(statement);
      if (prepared.reader) return prepared.all() as Row[];
      prepared.run();
      return [];
    };
    return act(ask).finally(() => database.close());
  }
  const client = new pg.Client({ connectionString: url, types: TYPES });
  await client.connect();
  return act(async (statement) => (await client.query<Row>(statement)).rows).finally(() => client.end());
}
export const asked = (url: string, statement: string): Promise<Row[]> => beside(url, (ask) => ask(statement));

/** Every row of every table, in an order that no database has made. */
export const contents = (url: string): Promise<Record<string, string[]>> =>
  beside(url, async (ask) => {
    const all: Record<string, string[]> = {};
    for (const { name } of TABLES)
      all[name] = (await ask(`SELECT * FROM ${name}`)).map((row) => JSON.stringify(row)).sort();
    return all;
  });
