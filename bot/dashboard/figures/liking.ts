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
export function ratingCells({ ledger }: Reading, slice: Slice): readonly Cell[] {
  const parts = LIKING_COLUMNS.map((value) => ({ ...slice, facet: 'liking', value }));
  return [...parts.map(ledger.sum), ledger.sum(slice), ...satisfactionCells({ ledger }, slice)];
}

/** How many of all like it, with the interval; counted where all three answers are shown. */
export function satisfactionCells({ ledger }: Pick<Reading, 'ledger'>, slice: Slice): readonly Cell[] {
  const { counts, isEmpty } = ledger.sums(
    LIKING_COLUMNS.map((value) => ({ ...slice, facet: 'liking', value })),
  );
  if (isEmpty) return [HIDDEN, HIDDEN, HIDDEN];
  const [like = 0, acceptable = 0, dislike = 0] = counts;
  return shareCells(satisfaction({ like, acceptable, dislike }));
}

/** A share and the ends of its interval. */
export function shareCells(share: Share): readonly Cell[] {
  if (share === 'too-few') return [{ gap: 'too-few' }, { gap: 'too-few' }, { gap: 'too-few' }];
  return [{ share: share.share }, { share: share.low }, { share: share.high }];
}
