import type { Address } from '../../adapters/store/address.ts';
import { nameOf } from '../move/move-all.ts';
import type { Demo, FillOptions } from './demo.ts';
import { fillPostgres } from './fill-postgres.ts';
import { fillFile } from './fill-sqlite.ts';

/**
 * Writes a demo, marked as one, into a database that is new or empty: all or nothing. Rejects with a sentence when
 * something else is there, or a server works on it.
 */
export async function fill(address: Address, demo: Demo, options: FillOptions = {}): Promise<void> {
  if (address.engine === 'sqlite') fillFile(address.path, demo, options);
  else await fillPostgres(address.url, nameOf(address), demo, options);
}
