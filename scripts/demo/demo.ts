import type { RecordRow } from '../../adapters/store/record-tables.ts';
import type { Catalogue } from '../../bot/index.ts';
import { historyOf } from './history.ts';
import { planOf, type Wanted } from './plan.ts';

/** An invented history, and the command that makes it again. */
export interface Demo {
  readonly madeBy: string;
  readonly rows: () => Iterable<RecordRow>;
}

/** How it is written into a database. */
export interface FillOptions {
  /** Deletes the demo that is there, and nothing else. */
  readonly isAnew?: boolean;
  /** A row has been written; for good only when all are. */
  readonly onRow?: (row: RecordRow) => void;
}

/** A history of so many visitors in so many months. */
export const demoOf = (wanted: Wanted, catalogue: Catalogue): Demo => ({
  madeBy: `npm run demo -- --months ${wanted.months} --visitors ${wanted.visitors} --seed ${wanted.seed} --until ${wanted.until}`,
  rows: () => historyOf(planOf(wanted), catalogue),
});

/**
 * What the One Window for Citizens project had reached by the end of 2023, to the digit; how it came about, month by
 * month, is invented.
 */
export const END_OF_2023 = {
  seed: 2023,
  until: '2023-12',
  months: 24,
  visitors: 36_782,
  lookups: 29_659,
  ratings: { like: 1_325, acceptable: 1_203, dislike: 422 },
} as const satisfies Wanted;

export const endOf2023 = (catalogue: Catalogue): Demo => ({
  ...demoOf(END_OF_2023, catalogue),
  madeBy: 'npm run demo -- --fixture 2023',
});
