import { ALL, type CountedRow, type FacetSpec, isSmall, thresholdOf } from './block.ts';
import { knownOf, ZERO } from './known.ts';
import type { Row, Table } from './table.ts';

/**
 * Rows in which nothing but zeros could be shown. Their zeros are hidden as well: it costs little, and five
 * hidden ones of a total of five would else be known to be one each.
 */
export const rowsOfSmallCells = (rows: readonly CountedRow[], facet: FacetSpec): string[] =>
  rows.flatMap(({ id, facets }) => {
    const counts = [...(facets.get(facet.id)?.values() ?? [])];
    return id !== ALL && counts.every((each) => isSmall(each, thresholdOf(facet, id))) ? id : [];
  });

/** Hides all values of a row, zeros as well: then nobody knows which of them occur. */
export function hideWholly(table: Table, row: Row, values: readonly string[]): void {
  const cells = table.cells.filter((cell) => cell.row === row.id && cell.value !== '');
  for (const cell of cells) {
    cell.hidden = true;
    cell.least = 0;
  }
  const listed = new Set(cells.map(({ value }) => value));
  for (const value of values)
    if (!listed.has(value)) table.addCell(row, value, knownOf(ZERO, { hidden: true, withZeros: true }));
}

/** In which order rows are hidden wholly for the sake of one: itself, what lies below and beside it, then above. */
export function rowsAround(rows: readonly CountedRow[], first: string): CountedRow[] {
  const bySize = [...rows].sort((a, b) => (a.total[0] ?? 0) - (b.total[0] ?? 0));
  const below = (above: string | null) => bySize.filter(({ parent }) => parent === above);
  const around: CountedRow[] = [];
  for (let row = rows.find(({ id }) => id === first); row; ) {
    const { id, parent } = row;
    around.push(row, ...below(id), ...below(parent));
    row = rows.find((each) => each.id === parent);
  }
  return [...around, ...bySize];
}
