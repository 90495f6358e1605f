import { type Cell, HIDDEN, isUntold, type LabelKind, NONE, sizeOf } from '../cell.ts';
import { columns, type Figure, type TableRow, type Told } from '../figure.ts';
import type { NotTold, Reading, Slice } from '../reading.ts';
import { bySize, UNLISTED } from './lead.ts';
import { listedPlaces, placesAbove } from './places.ts';

/** What is asked most in each place, where what is hidden there leaves no doubt. */
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
    ...(top
      ? { says: { place: { label: top.label }, first: top.cells[0] ?? NONE, n: top.cells[1] ?? NONE } }
      : { says: { n: reading.sum(slice) }, plainly: { as: 'counted', column: 'answers' } as const }),
    notes: ['most-is-sure'],
  };
}

/**
 * The value of a facet that counts most in a place, and how much; of equals the first by name. It is named only if
 * no other can be larger, whatever is hidden.
 */
export function mostIn(
  reading: Reading,
  slice: Slice,
  facet: LabelKind,
): { readonly first: Cell; readonly n: Cell } {
  const counted = reading.values(slice, facet);
  if (!counted) return { first: HIDDEN, n: HIDDEN };
  const least = ({ n }: { readonly n: Cell }) => sizeOf(n) ?? 0;
  const [top, ...rivals] = counted
    .filter(({ value }) => !isUntold({ kind: facet, id: value }))
    .sort((a, b) => least(b) - least(a));
  const mostOf = (value: string) => reading.most({ ...slice, facet, value }, placesAbove(slice));
  const size = top === undefined ? 0 : least(top);
  const isSure = [...rivals.map(({ value }) => value), UNLISTED].every((value) => mostOf(value) <= size);
  if (top && isSure && size > 0) return { first: { label: { kind: facet, id: top.value } }, n: top.n };
  const gap = isSure && (!top || mostOf(top.value) === 0) ? NONE : HIDDEN;
  return { first: gap, n: gap };
}
