import { type Share, satisfaction } from '../../figures/index.ts';
import { type Cell, HIDDEN } from '../cell.ts';
import { type Column, columns } from '../figure.ts';
import type { Reading, Slice } from '../reading.ts';

export const LIKING_COLUMNS = ['like', 'acceptable', 'dislike'] as const;

/** The columns of every figure about ratings. */
export const RATING_COLUMNS: readonly Column[] = columns(
  ...LIKING_COLUMNS,
  'ratings',
  { id: 'satisfaction', is: 'share' },
  { id: 'low', is: 'share' },
  { id: 'high', is: 'share' },
);

/** How often each was said of what is in a slice, and how many of all like it. */
export function ratingCells(reading: Reading, slice: Slice): readonly Cell[] {
  return [
    ...partCells(reading, slice, 'liking', (liking) => liking),
    reading.sum(slice),
    ...satisfactionCells(reading, slice),
  ];
}

/**
 * How often each was said, over the periods and rows where all three are shown: beside each other they are compared,
 * and whatever leaves out more of one than of another misleads.
 */
export function partCells(
  { together }: Reading,
  slice: Slice,
  facet: string,
  valueFor: (liking: string) => string,
): readonly Cell[] {
  const parts = LIKING_COLUMNS.map((liking) => ({ ...slice, facet, value: valueFor(liking) }));
  const { counts, isEmpty, isWhole } = together(parts);
  return counts.map((count) => (isEmpty ? HIDDEN : isWhole ? { count } : { count, isLeast: true }));
}

/** How many of all like it, with the interval; counted where all three answers are shown. */
export function satisfactionCells({ together }: Reading, slice: Slice): readonly Cell[] {
  const { counts, isEmpty } = together(LIKING_COLUMNS.map((value) => ({ ...slice, facet: 'liking', value })));
  if (isEmpty) return [HIDDEN, HIDDEN, HIDDEN];
  const [like = 0, acceptable = 0, dislike = 0] = counts;
  return shareCells(satisfaction({ like, acceptable, dislike }));
}

/** A share and the ends of its interval. */
export function shareCells(share: Share): readonly Cell[] {
  if (share === 'too-few') return [{ gap: 'too-few' }, { gap: 'too-few' }, { gap: 'too-few' }];
  return [{ share: share.share }, { share: share.low }, { share: share.high }];
}
