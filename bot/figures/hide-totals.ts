import { ALL, type CountedRow, isSmall, THRESHOLD } from './block.ts';
import { knownOf } from './known.ts';
import { protect } from './protect.ts';
import { tableOfTotals } from './table.ts';

interface Options {
  /** The rows that are hidden whatever they count. */
  readonly few: ReadonlySet<string>;
  /** Another block shows the country's total, so it cannot be hidden here. */
  readonly countryIsShown: boolean;
}

/** The rows whose totals are hidden: the small ones, and those that would give them back. */
export function hideTotals(
  rows: readonly CountedRow[],
  { few, countryIsShown }: Options,
): Set<string> | undefined {
  const table = tableOfTotals(rows);
  for (const row of rows) {
    const hidden = few.has(row.id) || isSmall(row.total, THRESHOLD);
    table.addTotal(row, knownOf(row.total, { hidden, mayHide: !(countryIsShown && row.id === ALL) }));
  }
  if (!protect(table)) return undefined;
  return new Set(table.cells.filter(({ hidden }) => hidden).map(({ row }) => row));
}
