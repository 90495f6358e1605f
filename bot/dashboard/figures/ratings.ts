import { ALL } from '../../figures/index.ts';
import { type Cell, type Label, sizeOf } from '../cell.ts';
import { columns, type Figure, type TableRow, type Told } from '../figure.ts';
import { cut, type NotTold, type Reading, type Slice } from '../reading.ts';
import { LIKING_COLUMNS, partCells, RATING_COLUMNS, ratingCells } from './liking.ts';
import { bySize } from './split.ts';

const RATINGS_AT = 3;
const SATISFACTION_AT = 4;

const stacked = (kind: 'stacked-bars' | 'stacked-columns') => ({ kind, columns: LIKING_COLUMNS });

/** How ratings come in over time. */
export const trend: Figure = {
  id: 'trend',
  measures: ['ratings'],
  chart: stacked('stacked-columns'),
  tell: (reading) => {
    const slice = reading.undivided('ratings');
    if (typeof slice === 'string') return slice;
    const rows = cut(slice, reading.selection).map(
      ({ id, slice: part }): TableRow => ({
        label: { kind: 'period', id },
        cells: ratingCells(reading, part),
      }),
    );
    const [, , , ratings, share] = ratingCells(reading, slice);
    const says = ratings && share && 'share' in share ? { n: ratings, share } : undefined;
    return { ...told(slice, rows), says, notes: ['shares-of-shown', 'cut-periods'] };
  },
};

/** What women and men say. */
export const ratingsByGender: Figure = {
  id: 'ratings-by-gender',
  measures: ['ratings'],
  chart: stacked('stacked-bars'),
  tell: (reading) =>
    tellRows(reading, 'ratings-by-gender', (slice) =>
      reading.below(slice, ALL).map((row) => ({ row, label: { kind: 'gender', id: row } })),
    ),
};

/** What is said of each service, by sector. */
export const ratingsByService: Figure = {
  id: 'ratings-by-service',
  measures: ['ratings'],
  chart: stacked('stacked-bars'),
  tell: (reading) => {
    const slice = reading.undivided('ratings-by-service');
    if (typeof slice === 'string') return slice;
    // A service that changes its sector is part of each for as long as it was in it.
    const below = (parent: string, kind: 'sector' | 'service') =>
      bySize(
        reading
          .below(slice, parent)
          .map((id) =>
            ratingRow(reading, { ...slice, parent }, id, { kind, id: id.replace(/^sector:/, '') }),
          ),
        RATINGS_AT,
      );
    const rows = below(ALL, 'sector').flatMap((sector) => [
      sector,
      ...below(`sector:${sector.label.id}`, 'service').map((row) => ({
        ...row,
        isPart: true as const,
      })),
    ]);
    const services = rows.filter(({ isPart }) => isPart);
    return { ...told(slice, rows), says: bestOf(services), notes: ['quarters', 'shares-of-shown'] };
  },
};

/** What is said of each row of a block. */
export function tellRows(
  reading: Reading,
  block: Parameters<Reading['undivided']>[0],
  rowsOf: (slice: Slice) => readonly { readonly row: string; readonly label: Label }[],
): Told | NotTold {
  const slice = reading.undivided(block);
  if (typeof slice === 'string') return slice;
  const rows = rowsOf(slice).map(({ row, label }) => ratingRow(reading, slice, row, label));
  return { ...told(slice, bySize(rows, RATINGS_AT)), says: bestOf(rows) };
}

const ratingRow = (reading: Reading, slice: Slice, row: string, label: Label): TableRow => ({
  label,
  cells: ratingCells(reading, { ...slice, rows: [row] }),
});

/** The row with the most ratings, and what is said of it: comparing shares would compare chance. */
function bestOf(rows: readonly TableRow[]): Record<string, Cell> | undefined {
  const [most] = bySize(rows, RATINGS_AT).filter(({ cells }) => sizeOf(cells[SATISFACTION_AT]) !== undefined);
  const [n, share] = [most?.cells[RATINGS_AT], most?.cells[SATISFACTION_AT]];
  return most && n && share && { first: { label: most.label }, n, share };
}

const told = ({ periods }: Slice, rows: readonly TableRow[]): Told => ({
  columns: RATING_COLUMNS,
  rows,
  periods,
  notes: ['shares-of-shown'],
});

/** What the ratings were about. */
export const reasons: Figure = {
  id: 'reasons',
  measures: ['ratings'],
  chart: stacked('stacked-bars'),
  tell: (reading) => {
    const slice = reading.undivided('ratings');
    if (typeof slice === 'string') return slice;
    const values = reading.values(slice, 'reason');
    if (!values) return 'unprotectable';
    const ids = [...new Set(values.map(({ value }) => value.slice(value.indexOf(':') + 1)))];
    const rows = ids.map((id): TableRow => {
      const cells = partCells(reading, slice, 'reason', (liking) => `${liking}:${id}`);
      return { label: { kind: 'reason', id }, cells };
    });
    const [most] = bySize(rows, 2);
    const n = most?.cells[2];
    const says = most && n && 'count' in n && n.count > 0 ? { first: { label: most.label }, n } : undefined;
    return {
      columns: columns(...LIKING_COLUMNS),
      rows: bySize(rows, 2),
      periods: slice.periods,
      says,
      notes: ['severals', 'shares-of-shown'],
    };
  },
};
