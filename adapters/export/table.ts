import type { Cell, Column } from './column.ts';

/** A sheet of texts: what the columns mean, how it was made. */
export interface Sheet {
  readonly name: 'dictionary' | 'method';
  readonly heading: readonly string[];
  readonly widths: readonly number[];
  readonly rows: readonly (readonly string[])[];
}

/** All that a format writes. */
export interface Table {
  readonly columns: readonly Column<never>[];
  /** In batches, each row with a cell for each column. */
  readonly rows: AsyncIterable<readonly Cell[][]>;
  readonly sheets: readonly Sheet[];
}

/** A way to write a table down. */
export interface Format {
  readonly name: string;
  /** More rows than these it does not take. */
  readonly mostRows?: number;
  /** Whether it can only be written into a file. */
  readonly needsFile?: true;
  readonly write: (table: Table) => AsyncIterable<string | Uint8Array>;
}
