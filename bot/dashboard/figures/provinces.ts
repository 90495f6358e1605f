import { type Cell, LATER, NOT_PUBLISHED } from '../cell.ts';
import { type Column, columns, type Figure, type TableRow } from '../figure.ts';
import type { Reading } from '../reading.ts';
import { bySize, leadOf, sayLead } from './lead.ts';
import { mostIn } from './most-of.ts';
import { listedPlaces, placesAbove } from './places.ts';

/** Everything at a glance, a line for each province, or for each district of a chosen one. */
export const provinces: Figure = {
  id: 'provinces',
  measures: ['visits', 'answers', 'ratings'],
  chart: { kind: 'bars', columns: ['visits'] },
  tell: (reading) => {
    const slice = reading.slice('visits');
    if (typeof slice === 'string') return slice;
    const rows = bySize(
      listedPlaces(reading, slice).map((place): TableRow => {
        const here = { ...slice, rows: [place] };
        const cells = [
          reading.sum({ ...here, measure: 'visitors' }),
          reading.sum(here),
          mostAsked(reading, place),
          ratingsIn(reading, place),
          LATER,
        ];
        return { label: { kind: 'place', id: place }, cells };
      }),
      1,
    );
    const mostOf = (place: string) =>
      reading.most({ ...slice, rows: [place] }, placesAbove({ rows: [place] }));
    return {
      columns: columns(
        'visitors',
        'visits',
        { id: 'service', is: 'label' },
        ratingsColumn(reading),
        'delivered',
      ),
      rows,
      periods: slice.periods,
      ...sayLead(leadOf(rows, { at: 1, mostOf }), { at: 1, column: 'visits' }, ({ first }) => ({
        first: { label: first.label },
        n: first.cells[1] ?? NOT_PUBLISHED,
      })),
      notes: ['monthly-visitors', 'most-is-sure', 'quarters'],
    };
  },
};

function mostAsked(reading: Reading, place: string): Cell {
  const slice = reading.undivided('answers');
  return typeof slice === 'string'
    ? NOT_PUBLISHED
    : mostIn(reading, { ...slice, rows: [place] }, 'service').first;
}

function ratingsIn(reading: Reading, place: string): Cell {
  const slice = reading.slice('ratings-by-office');
  return typeof slice === 'string' ? NOT_PUBLISHED : reading.sum({ ...slice, rows: [place] });
}

/** Ratings of places are published by quarter: they may cover less time than the visits beside them. */
function ratingsColumn(reading: Reading): Column {
  const slice = reading.slice('ratings-by-office');
  return { id: 'ratings', ...(typeof slice === 'string' ? {} : { periods: slice.periods }) };
}
