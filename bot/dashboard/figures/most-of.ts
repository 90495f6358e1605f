import { type Cell, caveat, HIDDEN, isUntold, type LabelKind, NONE, sizeOf } from '../cell.ts';
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

/** What counts most in a place, and how much. */
interface Most {
  readonly first: Cell;
  readonly n: Cell;
}

/** Several figures of a page tell the same. */
const found = new WeakMap<Reading, Map<string, Most>>();

/**
 * The value of a facet that counts most in a place, and how much; of equals the first by name. It is named only if
 * no other can be larger, whatever is hidden.
 */
export function mostIn(reading: Reading, slice: Slice, facet: LabelKind): Most {
  const known = found.get(reading) ?? new Map<string, Most>();
  found.set(reading, known);
  const key = JSON.stringify([slice, facet]);
  const most = known.get(key) ?? findMost(reading, slice, facet);
  known.set(key, most);
  return most;
}

function findMost(reading: Reading, slice: Slice, facet: LabelKind): Most {
  const counted = reading.values(slice, facet);
  if (!counted) return { first: HIDDEN, n: HIDDEN };
  const least = ({ n }: { readonly n: Cell }) => sizeOf(n) ?? 0;
  const [top, ...rivals] = counted
    .filter(({ value }) => !isUntold({ kind: facet, id: value }))
    .sort((a, b) => least(b) - least(a));
  const mostOf = (value: string) => reading.most({ ...slice, facet, value }, placesAbove(slice));
  const size = top === undefined ? 0 : least(top);
  // Rivals that are wholly shown are smaller, as they come behind; the rest that nobody is named in is mostly the largest.
  const hidden = rivals.filter(({ n }) => !isExact(n)).map(({ value }) => value);
  const isSure = [UNLISTED, ...hidden].every((value) => mostOf(value) <= size);
  if (top && isSure && size > 0) return { first: { label: { kind: facet, id: top.value } }, n: top.n };
  const gap = isSure && (!top || mostOf(top.value) === 0) ? NONE : HIDDEN;
  return { first: gap, n: gap };
}

const isExact = (cell: Cell): boolean => [undefined, 'none'].includes(caveat(cell));
