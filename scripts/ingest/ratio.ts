import { median } from '../load/figures.ts';
import type { Measured } from './contestant.ts';

/** All rounds of all contestants, by name. */
export type Results = ReadonlyMap<string, readonly Measured[]>;

/** Taken within each round, then the median of the rounds: what disturbs a round disturbs both. */
export const ratioOf = (
  results: Results,
  one: string,
  other: string,
  of: (measured: Measured) => number,
): number => median((results.get(one) ?? []).map((lap, round) => of(lap) / of(results.get(other)![round]!)));
