import type { Figure } from './figure.ts';
import { mostByPlace } from './figures/most-of.ts';
import { ratingsByOffice } from './figures/offices.ts';
import { provinces } from './figures/provinces.ts';
import { misses } from './figures/questions.ts';
import { ratingsByGender, reasons, trend } from './figures/ratings.ts';
import { splitFigure } from './figures/split.ts';
import { summary } from './figures/summary.ts';
import { accessByTime } from './figures/time.ts';

/** What cannot be counted before requests can be tracked: it stands there and says what it will show. */
const later = (id: string): Figure => ({ id, measures: [], tell: () => 'later' });

/** The figures of the dashboard, in their order on the page. */
export const FIGURES: readonly Figure[] = [
  summary,
  provinces,
  splitFigure('services', { block: 'answers', facet: 'service', kind: 'service', measures: ['answers'] }),
  mostByPlace('services-by-place', 'service'),
  splitFigure('aspects', { block: 'answers', facet: 'aspect', kind: 'aspect', measures: ['answers'] }),
  mostByPlace('aspects-by-place', 'aspect'),
  accessByTime,
  splitFigure('gender', {
    block: 'visits',
    facet: 'gender',
    kind: 'gender',
    measures: ['visits', 'visitors'],
  }),
  splitFigure('channel', {
    block: 'visits',
    facet: 'channel',
    kind: 'channel',
    measures: ['visits', 'visitors'],
  }),
  splitFigure('language', {
    block: 'visits',
    facet: 'locale',
    kind: 'locale',
    measures: ['visits', 'visitors'],
  }),
  misses,
  trend,
  ratingsByOffice,
  ratingsByGender,
  reasons,
  later('tracked'),
  later('tracked-by-gender'),
];

export {
  BLANK,
  type Cell,
  caveat,
  isUntold,
  type Label,
  type LabelKind,
  plain,
  sizeOf,
} from './cell.ts';
export type { Chart, Column, Figure, TableRow, Told } from './figure.ts';
export { createReading, type NotTold, type Reading } from './reading.ts';
export {
  type Choices,
  type Choosing,
  misreadIn,
  queryOf,
  readSelection,
  type Selection,
  TIME_GRAINS,
} from './selection.ts';
