import { ALL, type CountedRow, type Counts, type FacetSpec, isSmall, thresholdOf } from './block.ts';
import { hideWholly, rowsAround, rowsOfSmallCells } from './hide-wholly.ts';
import { knownOf, ZERO } from './known.ts';
import { protect } from './protect.ts';
import { type Table, tableOfFacet } from './table.ts';

/** The hidden values of a facet by row; rows with hidden totals, of which all is hidden, are not among them. */
export type HiddenValues = ReadonlyMap<string, ReadonlySet<string>>;

interface Options {
  readonly hiddenTotals: ReadonlySet<string>;
  /** Another block shows the country's cells, so they cannot be hidden here. */
  readonly countryIsShown: boolean;
}

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
 * Facets are protected one by one, which is enough for all of them together: they share the totals of the rows
 * alone. Of each value, visible rows leave a certain rest to the rows with hidden totals. Whatever these totals
 * are, the rest can be dealt out to them in every facet: that is a transportation problem whose sums agree and
 * of which no cell is fixed. So a facet tells no more about hidden totals than the totals do, and nothing about
 * another facet. (`test/figures/together.test.ts` solves all of them at once.)
 */
export function hideCells(
  rows: readonly CountedRow[],
  facet: FacetSpec,
  { hiddenTotals, countryIsShown }: Options,
): HiddenValues | undefined {
  const values = valuesOf(rows, facet.id);
  const wholly = new Set([...hiddenTotals, ...rowsOfSmallCells(rows, facet)]);
  const table = tableOfFacet(rows, values);
  for (const row of rows) {
    table.addTotal(row, knownOf(row.total, { hidden: hiddenTotals.has(row.id) }));
    const withZeros = wholly.has(row.id);
    const mayHide = !(countryIsShown && row.id === ALL);
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

function hiddenValues({ cells }: Table, hiddenTotals: ReadonlySet<string>): HiddenValues {
  const hidden = new Map<string, Set<string>>();
  for (const cell of cells) {
    if (!cell.hidden || cell.value === '' || hiddenTotals.has(cell.row)) continue;
    hidden.set(cell.row, (hidden.get(cell.row) ?? new Set()).add(cell.value));
  }
  return hidden;
}
