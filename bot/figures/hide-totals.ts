import { ALL, type CountedRow, isSmall, THRESHOLD } from './block.ts';
import { knownOf } from './known.ts';
import { protect } from './protect.ts';
import { tableOfTotals } from './table.ts';

/** The rows whose totals are hidden: the small ones, and those that would give them back. */
export function hideTotals(rows: readonly CountedRow[], countryIsShown: boolean): Set<string> | undefined {
  const table = tableOfTotals(rows);
  for (const row of rows) {
    const hidden = isSmall(row.total, THRESHOLD);
    table.addTotal(row, knownOf(row.total, { hidden, mayHide: !(countryIsShown && row.id === ALL) }));
  }
  if (!protect(table)) return undefined;
  return new Set(table.cells.filter(({ hidden }) => hidden).map(({ row }) => row));
}
