import { ALL, type BlockSpec, type FacetSpec } from './block.ts';

const channel: FacetSpec = { id: 'channel' };
const locale: FacetSpec = { id: 'locale' };
const gender: FacetSpec = { id: 'gender', threshold: 10, unknown: 'untold' };
const liking: FacetSpec = { id: 'liking' };

/** The same ratings, for the country: the three months of a quarter, or the month. */
const ratingsOfTheCountry = [{ block: 'ratings', row: ALL, facets: ['liking'] }];

/**
 * All that is published. Blocks of the same facts must not tell of each other: they meet in the row of the
 * country alone, and what they both say of it is public in the block that stands first (`shownBy`).
 */
export const blocks = [
  {
    id: 'visits',
    grain: 'month',
    rows: 'places',
    // A visitor is counted once a month, with one of the visits.
    measures: ['visits', 'visitors'],
    sums: ['seconds'],
    facets: [channel, locale, gender],
  },
  // The outcomes are rows, not a facet: the channels of the answered questions are those of `answers`, and as
  // a part of the channels of all questions they would narrow what is hidden there.
  { id: 'questions', grain: 'month', rows: 'outcomes', measures: ['questions'], facets: [channel] },
  {
    id: 'answers',
    grain: 'month',
    rows: 'places',
    measures: ['answers'],
    facets: [{ id: 'service' }, { id: 'aspect' }, channel, locale],
    people: { block: 'visits', measure: 'visitors' },
    shownBy: [{ block: 'questions', row: 'answered', facets: ['channel'] }],
  },
  {
    id: 'ratings',
    grain: 'month',
    rows: 'country',
    measures: ['ratings'],
    facets: [liking, channel, locale, { id: 'reason', within: 'liking' }],
  },
  {
    id: 'ratings-by-gender',
    grain: 'month',
    rows: 'genders',
    measures: ['ratings'],
    facets: [{ ...liking, threshold: 10 }],
    shownBy: ratingsOfTheCountry,
  },
  {
    id: 'ratings-by-office',
    grain: 'quarter',
    rows: 'offices',
    measures: ['ratings'],
    facets: [liking],
    shownBy: ratingsOfTheCountry,
  },
  // Not by service as well: an office that serves one service alone would join the two tables, and what one of them
  // hides could be computed from the other.
  { id: 'prompts', grain: 'month', rows: 'country', measures: ['prompts', 'prompted'], facets: [] },
] as const satisfies readonly BlockSpec[];
