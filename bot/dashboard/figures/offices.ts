import type { Figure } from '../figure.ts';
import type { Reading, Slice } from '../reading.ts';
import { LIKING_COLUMNS } from './liking.ts';
import { listedPlaces, placesAbove } from './places.ts';
import { tellRows } from './ratings.ts';

/** What is said of each office; of the whole country by province, as there are hundreds. */
export const ratingsByOffice: Figure = {
  id: 'ratings-by-office',
  measures: ['ratings'],
  chart: { kind: 'stacked-bars', columns: LIKING_COLUMNS },
  tell: (reading) => {
    const isCountry = reading.selection.province === undefined;
    const told = tellRows(
      reading,
      'ratings-by-office',
      (slice) =>
        isCountry
          ? listedPlaces(reading, slice).map((id) => ({ row: id, label: { kind: 'place', id } }))
          : officesIn(reading, slice).map((id) => ({ row: id, label: { kind: 'office', id } })),
      (row) => placesAbove({ rows: [row] }),
    );
    if (typeof told === 'string') return told;
    return {
      ...told,
      notes: ['quarters', 'shares-of-shown', ...(isCountry ? ['provinces-first' as const] : [])],
    };
  },
};

const officesIn = (reading: Reading, slice: Slice): string[] =>
  listedPlaces(reading, slice).flatMap((district) => reading.below(slice, district));
