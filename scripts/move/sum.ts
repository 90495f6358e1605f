import { createHash } from 'node:crypto';
import type { End } from './end.ts';
import type { Table } from './tables.ts';

/** What two tables have in common when they hold the same rows. */
export interface Sum {
  readonly rows: number;
  /** SHA-256 in hexadecimal digits. */
  readonly checksum: string;
}

/** Over all rows in the order of their keys, each a line: its values as a JSON array, in the order of the columns. */
export async function sumOf(end: End, table: Table): Promise<Sum> {
  const columns = Object.keys(table.columns);
  const hash = createHash('sha256');
  let rows = 0;
  for await (const row of end.rows(table)) {
    hash.update(`${JSON.stringify(columns.map((column) => row[column]))}\n`);
    rows += 1;
  }
  return { rows, checksum: hash.digest('hex') };
}
