/** Reads what is kept, beside whoever writes it, for figures and exports. Nothing can be written with it. */
export interface Reader {
  /** All rows; values stand where a `?` is. */
  readonly ask: <Row extends object>(statement: string, values?: readonly unknown[]) => Promise<Row[]>;
  /**
   * Rows in bounded batches, in constant memory, of one consistent state of the database. What it holds is let go of
   * when the last batch was taken, or no more are wanted.
   */
  readonly stream: <Row extends object>(
    statement: string,
    values?: readonly unknown[],
  ) => AsyncIterable<readonly Row[]>;
  readonly close: () => Promise<void>;
}
