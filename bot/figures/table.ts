import { createNetwork, type Network, type NewCell, OUTSIDE } from './network.ts';

/** A row and the one above it. */
export interface Row {
  readonly id: string;
  readonly parent: string | null;
}

/** What is known of a count, wherever it stands. */
export type Known = Pick<NewCell, 'count' | 'hidden' | 'besides' | 'least' | 'price'>;

/** A network with the cells of a table: rows and their totals, each perhaps split by one facet. */
export interface Table extends Network {
  addTotal(row: Row, known: Known): void;
  addCell(row: Row, value: string, known: Known): void;
}

/** The totals alone: a row's total flows from the row above to the rows below, and out of the last ones. */
export function tableOfTotals(rows: readonly Row[]): Table {
  const inner = innerRows(rows);
  const network = createNetwork(1 + inner.size);
  const nodeOf = (row: string | null) => (row === null ? OUTSIDE : (inner.get(row) ?? OUTSIDE));
  return {
    ...network,
    addTotal({ id, parent }, known) {
      network.add({ row: id, value: '', from: nodeOf(parent), to: nodeOf(id), ...known });
    },
    addCell() {
      throw new Error('a table of totals has no other cells');
    },
  };
}

/** Totals flow down the rows; in the last ones they part into values, and the cells flow up again by value. */
export function tableOfFacet(rows: readonly Row[], values: readonly string[]): Table {
  const inner = innerRows(rows);
  const network = createNetwork(1 + rows.length + inner.size * values.length);
  const down = new Map(rows.map(({ id }, at) => [id, 1 + at]));
  const column = new Map(values.map((value, at) => [value, at]));
  const downTo = (row: string | null) => (row === null ? OUTSIDE : (down.get(row) ?? OUTSIDE));
  const upTo = (row: string | null, value: string) =>
    row === null
      ? OUTSIDE
      : rows.length + ((inner.get(row) ?? 0) - 1) * values.length + (column.get(value) ?? 0) + 1;
  return {
    ...network,
    addTotal({ id, parent }, known) {
      network.add({ row: id, value: '', from: downTo(parent), to: downTo(id), ...known });
    },
    addCell({ id, parent }, value, known) {
      const from = inner.has(id) ? upTo(id, value) : downTo(id);
      network.add({ row: id, value, from, to: upTo(parent, value), ...known });
    },
  };
}

/** The rows that have rows below them, each with its number from 1. */
function innerRows(rows: readonly Row[]): Map<string, number> {
  const parents = new Set(rows.flatMap(({ parent }) => parent ?? []));
  return new Map([...parents].map((id, at) => [id, at + 1]));
}
