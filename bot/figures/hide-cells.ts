import { ALL, type CountedRow, type Counts, type FacetSpec, isSmall, thresholdOf } from './block.ts';
import { knownOf } from './known.ts';
import { protect } from './protect.ts';
import { type Row, type Table, tableOfFacet } from './table.ts';

/** The hidden values of a facet by row; rows with hidden totals, of which all is hidden, are not among them. */
export type HiddenValues = ReadonlyMap<string, ReadonlySet<string>>;

interface Options {
  readonly hiddenTotals: ReadonlySet<string>;
  /** Another block shows the country's cells, so they cannot be hidden here. */
  readonly countryIsShown: boolean;
}

const ZERO: Counts = [0];

/** The values of a facet that occur at all in the country, in order. */
export const valuesOf = ([country]: readonly CountedRow[], facet: string): string[] =>
  [...(country?.facets.get(facet)?.keys() ?? [])].sort();

/** What was counted of a value in a row. */
export const countsOf = (row: CountedRow, facet: string, value: string): Counts =>
  row.facets.get(facet)?.get(value) ?? ZERO;

/**
 * The cells of one facet that are hidden: the small ones, all of rows whose total is hidden, and what would
 * give them back. Undefined when that cannot be reached, and the facet cannot be shown at all.
 *
 * Facets are protected one by one, which is enough for all of them together. They share the totals of the rows
 * alone. What the visible cells leave to the rows with hidden totals is so much for each value; whatever these
 * totals are, it can be dealt out to them in every facet (a transportation problem whose sums agree, all of its
 * cells free). So a facet tells no more about hidden totals than the totals do, and nothing about other facets.
 */
export function hideCells(
  rows: readonly CountedRow[],
  facet: FacetSpec,
  { hiddenTotals, countryIsShown }: Options,
): HiddenValues | undefined {
  const values = valuesOf(rows, facet.id);
  const table = tableOfFacet(rows, values);
  const wholly = new Set([...hiddenTotals, ...rowsOfSmallCells(rows, facet)]);
  for (const row of rows) {
    const withZeros = wholly.has(row.id);
    const mayHide = !(countryIsShown && row.id === ALL);
    table.addTotal(row, knownOf(row.total, { hidden: hiddenTotals.has(row.id) }));
    for (const value of values) {
      const counts = countsOf(row, facet.id, value);
      const hidden = withZeros || isSmall(counts, thresholdOf(facet, row.id));
      if (hidden || counts !== ZERO)
        table.addCell(row, value, knownOf(counts, { hidden, withZeros, mayHide }));
    }
  }
  const isSafe = protect(table, ({ row }) => {
    const next = rowsAround(rows, row).find(({ id }) => id !== ALL && !wholly.has(id));
    if (!next) return false;
    hideWholly(table, next, values);
    wholly.add(next.id);
    return true;
  });
  return isSafe ? hiddenValues(table, hiddenTotals) : undefined;
}

/** Rows in which nothing but zeros could be shown: these are hidden as well, to make it harder to compute the rest. */
const rowsOfSmallCells = (rows: readonly CountedRow[], facet: FacetSpec): string[] =>
  rows.flatMap(({ id, facets }) => {
    const counts = [...(facets.get(facet.id)?.values() ?? [])];
    return id !== ALL && counts.every((each) => isSmall(each, thresholdOf(facet, id))) ? id : [];
  });

/** Hides all values of a row, zeros as well: then nobody knows which of them occur. */
function hideWholly(table: Table, row: Row, values: readonly string[]): void {
  const cells = table.cells.filter((cell) => cell.row === row.id && cell.value !== '');
  for (const cell of cells) {
    cell.hidden = true;
    cell.least = 0;
  }
  const occurring = new Set(cells.map(({ value }) => value));
  for (const value of values)
    if (!occurring.has(value)) table.addCell(row, value, knownOf(ZERO, { hidden: true, withZeros: true }));
}

/** In which order rows are hidden wholly: itself, its neighbours from the smallest, what lies above, the rest. */
function rowsAround(rows: readonly CountedRow[], first: string): CountedRow[] {
  const bySize = [...rows].sort((a, b) => (a.total[0] ?? 0) - (b.total[0] ?? 0));
  const around: CountedRow[] = [];
  for (let row = rows.find((each) => each.id === first); row; ) {
    const { id, parent } = row;
    around.push(
      row,
      ...bySize.filter((each) => each.parent === id),
      ...bySize.filter((each) => each.parent === parent),
    );
    row = rows.find((each) => each.id === parent);
  }
  return [...around, ...bySize];
}

function hiddenValues({ cells }: Table, hiddenTotals: ReadonlySet<string>): HiddenValues {
  const hidden = new Map<string, Set<string>>();
  for (const cell of cells) {
    if (!cell.hidden || cell.value === '' || hiddenTotals.has(cell.row)) continue;
    const values = hidden.get(cell.row) ?? new Set();
    hidden.set(cell.row, values.add(cell.value));
  }
  return hidden;
}
