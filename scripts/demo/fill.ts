import type { Address } from '../../adapters/store/address.ts';
import type { RecordRow } from '../../adapters/store/record-tables.ts';
import { nameOf } from '../move/move-all.ts';
import type { Demo } from './demo.ts';
import { fillPostgres } from './fill-postgres.ts';
import { fillFile } from './fill-sqlite.ts';

export interface FillOptions {
  /** Deletes the demo that is there, and nothing else. */
  readonly isAnew?: boolean;
  /** A row has been written; for good only when all are. */
  readonly onRow?: (row: RecordRow) => void;
}

/**
 * Writes a demo, marked as one, into a database that is new or empty: all or nothing. Rejects with a sentence when
 * something else is there, or a server works on it.
 */
export async function fill(address: Address, demo: Demo, options: FillOptions = {}): Promise<void> {
  if (address.engine === 'sqlite') fillFile(address.path, demo, options);
  else await fillPostgres(address.url, nameOf(address), demo, options);
}
