import { type Cell, type LabelKind, sizeOf } from '../cell.ts';
import { type Chart, columns, type Figure, type TableRow, type Told } from '../figure.ts';
import type { BlockId, NotTold, Reading, Slice } from '../reading.ts';

interface Split {
  readonly block: BlockId;
  readonly facet: string;
  readonly kind: LabelKind;
  readonly measures: readonly [string, ...string[]];
}

/** A figure that splits a block by one of its facets, the greatest part first. */
export const splitFigure = (id: string, split: Split): Figure => ({
  id,
  measures: [split.block],
  chart: { kind: 'bars', columns: [split.measures[0]] } satisfies Chart,
  tell: (reading) => tellSplit(reading, split),
});

function tellSplit(reading: Reading, { block, facet, kind, measures }: Split): Told | NotTold {
  const slice = reading.undivided(block, facet);
  if (typeof slice === 'string') return slice;
  const values = chosenValues(reading, slice, facet);
  if (!values) return 'unprotectable';
  const cellsOf = (more: object): Cell[] =>
    measures.map((measure) => reading.ledger.sum({ ...slice, measure, ...more }));
  const rows = bySize(
    values.map((value) => ({ label: { kind, id: value }, cells: cellsOf({ facet, value }) })),
  );
  const first = rows.find(({ cells: [cell] }) => (sizeOf(cell) ?? 0) > 0);
  const [total] = cellsOf({});
  return {
    columns: columns(...measures),
    rows,
    periods: slice.periods,
    says: first && total && { first: { label: first.label }, n: first.cells[0] ?? total, total },
    notes: measures.includes('visitors') ? ['monthly-visitors'] : [],
  };
}

/** The values to show: the one that was filtered for, or all. */
function chosenValues({ ledger, selection }: Reading, { block, periods }: Slice, facet: string) {
  const values = ledger.values(block, facet, periods);
  const chosen = facet === 'channel' || facet === 'locale' ? selection[facet] : undefined;
  return chosen === undefined ? values : values?.filter((value) => value === chosen);
}

/** The greatest first, what is hidden last. */
export const bySize = (rows: readonly TableRow[], at = 0): TableRow[] =>
  [...rows].sort((a, b) => (sizeOf(b.cells[at]) ?? -1) - (sizeOf(a.cells[at]) ?? -1));
