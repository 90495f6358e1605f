import { type Cell, isUntold, type LabelKind, NONE, sizeOf } from '../cell.ts';
import { columns, type Figure, type TableRow, type Told } from '../figure.ts';
import type { NotTold, Reading, Slice } from '../reading.ts';
import { listedPlaces } from './places.ts';
import { bySize } from './split.ts';

/** What is asked most in each place, of what is shown there. */
export const mostByPlace = (id: string, facet: 'service' | 'aspect'): Figure => ({
  id,
  measures: ['answers'],
  chart: { kind: 'bars', columns: ['most'], beside: facet },
  tell: (reading) => tellMost(reading, facet),
});

function tellMost(reading: Reading, facet: 'service' | 'aspect'): Told | NotTold {
  const slice = reading.undivided('answers');
  if (typeof slice === 'string') return slice;
  const rows = bySize(
    listedPlaces(reading, slice).map((place): TableRow => {
      const here = { ...slice, rows: [place] };
      const { first, n } = mostIn(reading, here, facet);
      return { label: { kind: 'place', id: place }, cells: [first, n, reading.sum(here)] };
    }),
    2,
  );
  const top = rows.find(({ label, cells: [first] }) => !isUntold(label) && first && 'label' in first);
  return {
    columns: columns({ id: facet, is: 'label' }, 'most', 'answers'),
    rows,
    periods: slice.periods,
    says: top && { place: { label: top.label }, first: top.cells[0] ?? NONE, n: top.cells[1] ?? NONE },
    notes: ['most-of-shown'],
  };
}

/** The value of a facet that counts most in a place, and how much; of equals the first by name. */
export function mostIn(
  { values }: Reading,
  slice: Slice,
  facet: LabelKind,
): { readonly first: Cell; readonly n: Cell } {
  const counted = values(slice, facet) ?? [];
  const [top] = counted
    .filter(({ n }) => (sizeOf(n) ?? 0) > 0)
    .sort((a, b) => (sizeOf(b.n) ?? 0) - (sizeOf(a.n) ?? 0));
  if (top) return { first: { label: { kind: facet, id: top.value } }, n: top.n };
  const gap: Cell = counted.some(({ n }) => 'gap' in n) ? { gap: 'hidden' } : NONE;
  return { first: gap, n: gap };
}
