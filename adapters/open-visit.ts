import { addressOf } from './store/address.ts';
import { visitPostgres } from './store/postgres/visit.ts';
import { visitSqlite } from './store/sqlite/visit.ts';
import type { Visit } from './store/visit.ts';

/** Visits the database that `DATABASE_URL` names, beside its servers. Rejects with a sentence when there is none. */
export async function openVisit(url: string): Promise<Visit> {
  const address = addressOf(url);
  if (!address) throw new Error('DATABASE_URL names no database that is known.');
  return address.engine === 'sqlite' ? visitSqlite(address.path) : visitPostgres(address.url);
}
