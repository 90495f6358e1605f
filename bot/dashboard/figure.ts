import type { Cell, Label } from './cell.ts';
import type { NotTold, Reading } from './reading.ts';

/** How a figure is drawn, and which of its columns. */
export interface Chart {
  /** Bars lie, for names; columns stand, for time; `stacked` shows parts of each row beside each other. */
  readonly kind: 'bars' | 'columns' | 'stacked-bars' | 'stacked-columns';
  readonly columns: readonly string[];
  /** A column whose label stands beside the name of each row. */
  readonly beside?: string;
  /** Only rows with a share are drawn: numbers of different kinds have no scale in common. */
  readonly only?: 'share';
}

export interface TableRow {
  readonly label: Label;
  readonly cells: readonly Cell[];
}

/** A figure that can be told. Page, CSV and picture are made of this, and it is what is verified. */
export interface Told {
  /** Their names stand in the locale files; `is`: what stands in the cells, when that is no count. */
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
  /** What the sentence of the figure says, by name; none: it says nothing of this data. */
  readonly says?: Readonly<Record<string, Cell>> | undefined;
  /** Where nothing is compared: what it says is told in words that fit any figure, as a number of this column. */
  readonly plainly?: Plainly;
  /** Where it is not the chosen one: what it was published for. */
  readonly periods: readonly string[];
  /** What must be known to read it right. */
  readonly notes: readonly Note[];
}
interface Plainly {
  /** The number of a row alone; of a row where hidden ones may be larger; of all together. */
  readonly as: 'only' | 'unsure' | 'counted';
  readonly column: string;
}
export interface Column {
  readonly id: string;
  readonly is?: 'label' | 'share';
  /** Where it counts over another time than the figure. */
  readonly periods?: readonly string[];
}

export type Note =
  | 'monthly-visitors'
  | 'quarters'
  | 'shares-of-shown'
  | 'most-is-sure'
  | 'provinces-first'
  | 'severals'
  | 'cut-periods';

/** One figure of the dashboard. */
export interface Figure {
  /** Its name in addresses and in the locale files. */
  readonly id: string;
  /** The named SQL measures that count for it. */
  readonly measures: readonly string[];
  readonly chart?: Chart;
  readonly tell: (reading: Reading) => Told | NotTold;
}

/** The columns of a figure by their ids; the last ones may be no counts. */
export const columns = (...ids: readonly (string | Column)[]): readonly Column[] =>
  ids.map((id) => (typeof id === 'string' ? { id } : id));
