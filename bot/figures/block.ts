import type { Grain, Period } from './period.ts';
import type { RowKind } from './rows.ts';

/** The row of the whole country, over all other rows of a block. */
export const ALL = 'all';

/** Fewer people than this are not told of, and whoever calculates is left with a range at least as wide. */
export const THRESHOLD = 5;

/** One way to split the count of every row. */
export interface FacetSpec {
  readonly id: string;
  /** The smallest count that is told of a part of the country; of the whole country it is `THRESHOLD`. */
  readonly threshold?: number;
  /** What an unknown value is called; 'none' unless said otherwise. */
  readonly unknown?: string;
  /**
   * One fact may have several of these values, each within one value of another facet: `dislike:price`. They
   * do not add up to anything. Only in blocks of the country.
   */
  readonly within?: string;
}

/** Another block that has the same facts in one of its rows, and the facets that both split them by. */
export interface Link {
  readonly block: string;
  readonly row: string;
  readonly facets: readonly string[];
}

/** A family of counts that add up, published together for a period. */
export interface BlockSpec {
  readonly id: string;
  readonly grain: Grain;
  readonly rows: RowKind;
  /** What is counted. Each counts a part of the one before: some visits are a visitor's first. */
  readonly measures: readonly [string, ...string[]];
  /** What is summed up for the country alone, to tell a mean. */
  readonly sums?: readonly string[];
  readonly facets: readonly FacetSpec[];
  /**
   * Another block of the same period and the same rows, which counts people: this one counts what they did, and one of
   * them may have done it often, so a row is told of only where that block tells of enough.
   */
  readonly people?: { readonly block: string; readonly measure: string };
  /** Its country row says the same as these rows, so all that both tell of it must be public there already. */
  readonly shownBy?: readonly Link[];
}

/** One number for each measure of the block. */
export type Counts = readonly number[];

/** A row with what was counted in it, and in each value of each facet; zeros are left out. */
export interface CountedRow {
  readonly id: string;
  readonly parent: string | null;
  readonly total: Counts;
  readonly facets: ReadonlyMap<string, ReadonlyMap<string, Counts>>;
}

/** A block with everything that was counted in a period: not for the public. */
export interface CountedBlock {
  readonly period: Period;
  readonly block: string;
  /** Parents before their children. */
  readonly rows: readonly CountedRow[];
  readonly sums: Readonly<Record<string, number>>;
}

/** How many may be told of in a row: part of the country, or all of it. */
export const thresholdOf = (facet: { readonly threshold?: number }, row: string): number =>
  row === ALL ? THRESHOLD : (facet.threshold ?? THRESHOLD);

/** Is a count too small to be told, by any of its measures? A zero is told: it is about nobody. */
export const isSmall = (counts: Counts, threshold: number): boolean =>
  counts.some((count) => count > 0 && count < threshold);

/** `dislike:price` lies within `dislike`. */
export const outerValue = (value: string): string => value.slice(0, value.indexOf(':'));
