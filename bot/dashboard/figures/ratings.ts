import { ALL } from '../../figures/index.ts';
import { HIDDEN, type Label } from '../cell.ts';
import { columns, type Figure, type TableRow, type Told } from '../figure.ts';
import { cut, type NotTold, type Reading, type Slice } from '../reading.ts';
import { bySize, leadOf, sayLead, sayWhole, UNLISTED } from './lead.ts';
import { LIKING_COLUMNS, partCells, RATING_COLUMNS, ratingCells } from './liking.ts';

const RATINGS_AT = 3;
const SATISFACTION_AT = 4;
const DISLIKE = 'dislike';
const DISLIKES_AT = LIKING_COLUMNS.indexOf(DISLIKE);

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
    const says = ratings && share && { n: ratings, share };
    return { ...told(slice, rows), ...sayWhole(says, 'ratings'), notes: ['shares-of-shown', 'cut-periods'] };
  },
};

/** What women and men say. */
export const ratingsByGender: Figure = {
  id: 'ratings-by-gender',
  measures: ['ratings'],
  chart: stacked('stacked-bars'),
  tell: (reading) =>
    tellRows(
      reading,
      'ratings-by-gender',
      (slice) => reading.below(slice, ALL).map((row) => ({ row, label: { kind: 'gender', id: row } })),
      () => [ALL],
    ),
};

/** What is said of each row of a block. */
export function tellRows(
  reading: Reading,
  block: Parameters<Reading['undivided']>[0],
  rowsOf: (slice: Slice) => readonly { readonly row: string; readonly label: Label }[],
  above: (row: string) => readonly string[],
): Told | NotTold {
  const slice = reading.undivided(block);
  if (typeof slice === 'string') return slice;
  const rows = rowsOf(slice).map(({ row, label }) => ratingRow(reading, slice, row, label));
  const mostOf = (row: string) => reading.most({ ...slice, rows: [row] }, above(row));
  return { ...told(slice, bySize(rows, RATINGS_AT)), ...sayMostRated(rows, mostOf) };
}

const ratingRow = (reading: Reading, slice: Slice, row: string, label: Label): TableRow => ({
  label,
  cells: ratingCells(reading, { ...slice, rows: [row] }),
});

/** The row with the most ratings, and what is said of it: comparing shares would compare chance. */
function sayMostRated(
  rows: readonly TableRow[],
  mostOf: (row: string) => number,
): Pick<Told, 'says' | 'plainly'> {
  const lead = leadOf(rows, { at: RATINGS_AT, mostOf });
  return sayLead(lead, { at: RATINGS_AT, column: 'ratings' }, ({ first: { label, cells } }) => ({
    first: { label },
    n: cells[RATINGS_AT] ?? HIDDEN,
    share: cells[SATISFACTION_AT] ?? HIDDEN,
  }));
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
    const mostOf = (id: string) => reading.most({ ...slice, facet: 'reason', value: `${DISLIKE}:${id}` }, []);
    const lead = leadOf(rows, { at: DISLIKES_AT, mostOf, unlisted: mostOf(UNLISTED) });
    return {
      columns: columns(...LIKING_COLUMNS),
      rows: bySize(rows, DISLIKES_AT),
      periods: slice.periods,
      ...sayLead(lead, { at: DISLIKES_AT, column: DISLIKE }, ({ first: { label, cells } }) => ({
        first: { label },
        n: cells[DISLIKES_AT] ?? HIDDEN,
      })),
      notes: ['severals', 'shares-of-shown'],
    };
  },
};
