import type { Column } from './column.ts';
import type { Condition, Filter } from './filter.ts';

/** One kind of fact that can be exported: a row of the database becomes a row of the table. */
export interface Dataset<Row extends object = never> {
  /** As one asks for it; `export.dataset.<name>` says what a row is. */
  readonly name: string;
  readonly table: 'rating' | 'visit' | 'answer' | 'record';
  /** Of the table, as they are needed. */
  readonly fields: readonly string[];
  /** What can be asked of it beside period, channel and language. */
  readonly filters: readonly ('place' | 'service')[];
  readonly conditions: (filter: Filter) => readonly Condition[];
  readonly columns: readonly Column<Row>[];
}
