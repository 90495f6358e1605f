import { type Cube, createCube, type PublishedBlock } from '../bot/index.ts';

/** Counts of the running month are rounded down to a multiple of it. */
export const COARSE = 10;

/**
 * Counts of the month that is not over, coarse and not split. Exact ones would tell who comes while one looks, and, just
 * before its end, give back what is hidden of the month later. Of answers none: they are a part of the questions.
 */
export interface RunningMonth {
  /** As 2026-11. */
  readonly month: string;
  readonly visits: number;
  readonly visitors: number;
  readonly ratings: number;
}

/** What the public may know: all that dashboard and open data are made of. */
export interface PublicFigures {
  /** Everything that was published, in memory; the same until something is added. */
  readonly cube: () => Cube;
  readonly blocks: () => readonly PublishedBlock[];
  /** When a block of a period, or else its newest one, was published, in milliseconds UTC. */
  readonly publishedAt: (period: string, block?: string) => number | undefined;
  /** A minute old at most. */
  readonly running: () => Promise<RunningMonth>;
  /** The database was filled to show what figures look like: every page says so. */
  readonly isDemo: () => boolean;
  /** The SQL that counts, by its name. */
  readonly measures: ReadonlyMap<string, string>;
}

const NOTHING = createCube([]);

/** Before anything is counted. */
export const NO_FIGURES: PublicFigures = {
  cube: () => NOTHING,
  blocks: () => [],
  publishedAt: () => undefined,
  running: () => Promise.reject(new Error('nothing is counted yet')),
  isDemo: () => false,
  measures: new Map(),
};
