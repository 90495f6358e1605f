import { LIKINGS, type Liking } from '../../bot/index.ts';
import { apportion } from './apportion.ts';
import { monthsUntil } from './months.ts';

export type Likings = Readonly<Record<Liking, number>>;

/** How much there is to be of everything, exactly. */
export interface Totals {
  /** The sum of the monthly visitors. */
  readonly visitors: number;
  readonly visits: number;
  readonly answers: number;
  readonly ratings: Likings;
  readonly lookups: number;
}
export interface MonthTotals extends Totals {
  /** 2026-10 */
  readonly month: string;
}
export interface Plan {
  readonly seed: number;
  /** Oldest first. */
  readonly months: readonly MonthTotals[];
}

/** What is not said follows from the visitors. */
export interface Wanted extends Partial<Omit<Totals, 'ratings'>> {
  readonly seed: number;
  /** The last month. */
  readonly until: string;
  readonly months: number;
  readonly visitors: number;
  readonly ratings?: number | Likings;
}

/** How much the last month is above the first, and the months of a year against each other, January first. */
const GROWTH = 1.2;
const SEASONS = [1.08, 1, 1.02, 0.82, 0.97, 1.03, 1.08, 1.05, 0.95, 0.9, 1.02, 1.04] as const;
/** Of ratings: slowly more is liked. */
const LIKED: Likings = { like: 0.45, acceptable: 0.41, dislike: 0.14 };
const TREND: Likings = { like: 0.15, acceptable: 0, dislike: -0.25 };
export const VISITS_A_VISITOR = 1.32;
export const ANSWERS_A_VISIT = 3.1;
const RATINGS_A_VISIT = 0.08;
const LOOKUPS_A_VISIT = 0.5;

/** Spreads what is wanted over the months, growing and with seasons, so that every total is kept exactly. */
export function planOf({ seed, until, months, ...wanted }: Wanted): Plan {
  const names = monthsUntil(until, months);
  const age = (at: number) => (months > 1 ? at / (months - 1) : 0);
  const weights = names.map((name, at) => (1 + GROWTH * age(at)) * SEASONS[Number(name.slice(5)) - 1]!);
  const { ratings, ...totals } = completed(wanted);
  const visitors = apportion(totals.visitors, weights);
  // Nobody comes less than once.
  const returns = apportion(totals.visits - totals.visitors, weights);
  const answers = apportion(totals.answers, weights);
  const lookups = apportion(totals.lookups, weights);
  const liked = LIKINGS.map((liking) =>
    apportion(
      ratings[liking],
      weights.map((weight, at) => weight * (1 + TREND[liking] * (age(at) - 0.5))),
    ),
  );
  return {
    seed,
    months: names.map((month, at) => ({
      month,
      visitors: visitors[at]!,
      visits: visitors[at]! + returns[at]!,
      answers: answers[at]!,
      lookups: lookups[at]!,
      ratings: likingsOf(liked.map((counts) => counts[at]!)),
    })),
  };
}

function completed(wanted: Omit<Wanted, 'seed' | 'until' | 'months'>): Totals {
  const { visitors } = wanted;
  const { visits = Math.round(visitors * VISITS_A_VISITOR) } = wanted;
  const { answers = Math.round(visits * ANSWERS_A_VISIT) } = wanted;
  const { lookups = Math.round(visits * LOOKUPS_A_VISIT) } = wanted;
  const { ratings = Math.round(visits * RATINGS_A_VISIT) } = wanted;
  const shares = LIKINGS.map((liking) => LIKED[liking]);
  const liked = typeof ratings === 'number' ? likingsOf(apportion(ratings, shares)) : ratings;
  return { visitors, visits, answers, lookups, ratings: liked };
}

const likingsOf = (counts: readonly number[]): Likings =>
  Object.fromEntries(LIKINGS.map((liking, at) => [liking, counts[at]!])) as Record<Liking, number>;
