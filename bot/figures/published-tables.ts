import { ALL } from './block.ts';
import { openBlock, type PublishedBlock, type PublishedFacet } from './published.ts';
import { type Known, type Table, tableOfFacet, tableOfTotals } from './table.ts';

/** A table of a published block, as a stranger would set it up: hidden cells are open. */
export interface PublishedTable {
  readonly measure: string;
  /** Empty for the totals. */
  readonly facet: string;
  readonly table: Table;
}

/** All that adds up in a published block. */
export const tablesOf = (block: PublishedBlock): PublishedTable[] =>
  block.measures.flatMap((measure) => [
    { measure, facet: '', table: totalsOf(block, measure) },
    ...block.facets
      .filter(({ within }) => !within)
      .map((facet) => ({ measure, facet: facet.id, table: cellsOf(block, measure, facet) })),
  ]);

function totalsOf(block: PublishedBlock, measure: string): Table {
  const read = openBlock(block);
  const table = tableOfTotals(block.rows);
  for (const row of block.rows)
    table.addTotal(row, known(read({ row: row.id, measure }), least(block, measure)));
  return table;
}

function cellsOf(block: PublishedBlock, measure: string, { id: facet, values }: PublishedFacet): Table {
  const read = openBlock(block);
  const table = tableOfFacet(block.rows, values);
  for (const row of block.rows) {
    table.addTotal(row, known(read({ row: row.id, measure }), least(block, measure)));
    const counts = values.map((value) => read({ row: row.id, facet, value, measure }));
    // Values are listed because they occur, so in the country none of them is zero.
    const withZeros = row.id !== ALL && counts.every((count) => count === null);
    for (const [at, count] of counts.entries())
      if (count !== 0)
        table.addCell(row, values[at] ?? '', known(count, withZeros ? 0 : least(block, measure)));
  }
  return table;
}

/** A zero is shown, so what is hidden is at least one; but a part of it may be none. */
const least = ({ measures }: PublishedBlock, measure: string): number => (measure === measures[0] ? 1 : 0);

const known = (count: number | null, atLeast: number): Known => ({
  count: count ?? atLeast,
  hidden: count === null,
  besides: 0,
  least: atLeast,
  price: Number.POSITIVE_INFINITY,
});
