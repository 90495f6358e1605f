import { ALL } from './block.ts';
import { type Finding, findingIn } from './finding.ts';
import { isProtected } from './protect.ts';
import type { PublishedBlock } from './published.ts';
import { type PublishedTable, tablesOf } from './published-tables.ts';
import { settle } from './settle.ts';

/** The hidden cells of a block that can be computed, or told within less than the threshold, from what adds up. */
export const attack = (block: PublishedBlock): Finding[] =>
  tablesOf(block).flatMap((published) => attackTable(block, published));

function attackTable(block: PublishedBlock, { measure, facet, table }: PublishedTable): Finding[] {
  if (!settle(table)) {
    const nowhere = { low: Number.NaN, high: Number.NaN };
    return [findingIn(block, { kind: 'contradiction', row: ALL, facet, value: '', measure, ...nowhere })];
  }
  return table.cells
    .filter((cell) => cell.hidden && !isProtected(table, cell))
    .map(({ row, value, low, high }) => {
      const kind = low === high ? 'exact' : 'narrow';
      return findingIn(block, { kind, row, facet, value, measure, low, high });
    });
}
