import { type LabelKind, NONE } from '../cell.ts';
import { type Chart, columns, type Figure, type Told } from '../figure.ts';
import type { BlockId, NotTold, Reading, Slice } from '../reading.ts';
import { bySize, leadOf, sayLead, UNLISTED } from './lead.ts';
import { placesAbove } from './places.ts';

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
  const rows = bySize(
    values.map(({ value, n }) => ({
      label: { kind, id: value },
      cells: [n, ...measures.slice(1).map((measure) => reading.sum({ ...slice, measure, facet, value }))],
    })),
  );
  const above = placesAbove(slice);
  const mostOf = (value: string) => reading.most({ ...slice, facet, value }, above);
  const lead = leadOf(rows, { at: 0, mostOf, unlisted: mostOf(UNLISTED) });
  return {
    columns: columns(...measures),
    rows,
    periods: slice.periods,
    ...sayLead(lead, { at: 0, column: measures[0] }, ({ first }) => ({
      first: { label: first.label },
      n: first.cells[0] ?? NONE,
      total: reading.sum(slice),
    })),
    notes: measures.includes('visitors') ? ['monthly-visitors'] : [],
  };
}

/** The values to show: the one that was filtered for, or all. */
function chosenValues({ values, selection }: Reading, slice: Slice, facet: string) {
  const all = values(slice, facet);
  const chosen = facet === 'channel' || facet === 'locale' ? selection[facet] : undefined;
  return chosen === undefined ? all : all?.filter(({ value }) => value === chosen);
}
