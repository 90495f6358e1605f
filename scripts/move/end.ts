import type { Table } from './tables.ts';

export type Key = string | number;
/** By column. */
export type Row = Readonly<Record<string, string | number | null>>;

/** One end of a move: a database that nobody else works on until it is closed. */
export interface End {
  /** All rows of a table behind a key: numbers by size, texts byte by byte. One reading at a time. */
  readonly rows: (table: Table, behind?: Key) => AsyncIterable<Row>;
  /** The last number that was given to a row of a table that numbers its rows; 0: none. */
  readonly counter: (table: Table) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** Nothing of it changes until it is closed, and it is left as it was. */
export type Source = End;

/** Stays marked as unfinished, and no server starts on it, until `finish`. */
export interface Target extends End {
  /** Goes on with a move that was interrupted. */
  readonly isResumed: boolean;
  /** The last key that has been carried. Rows come in their order, so it says how far the table has come. */
  readonly last: (table: Table) => Promise<Key | undefined>;
  /** Takes rows, all or none. */
  readonly add: (table: Table, rows: readonly Row[]) => Promise<void>;
  /** Goes on numbering behind these numbers, by table, and is an ordinary database from now on; all or nothing. */
  readonly finish: (counters: ReadonlyMap<Table, number>) => Promise<void>;
}

/** What opens a target. */
export interface Into {
  readonly source: string;
  /** Begins anew where a move has not ended. */
  readonly isAnew: boolean;
}
