import type { Counts } from './block.ts';
import type { Known } from './table.ts';

/** What is counted where nothing is. */
export const ZERO: Counts = [0];

interface Standing {
  readonly hidden: boolean;
  /** May it be hidden if others need that? */
  readonly mayHide?: boolean;
  /** Nobody knows whether it is zero, as zeros are hidden beside it. */
  readonly withZeros?: boolean;
}

/**
 * What is known of counts that are about to be published. Of several measures the last alone is let vary, the
 * others keep their distance: visits = visitors + returns, and returns stay as they are. Each table seen that
 * way is a possible one for all measures, so what is wide for visitors is wide for visits.
 */
export function knownOf(counts: Counts, { hidden, mayHide = false, withZeros = false }: Standing): Known {
  const whole = counts[0] ?? 0;
  const count = counts.at(-1) ?? 0;
  const besides = whole - count;
  // Only where zeros are shown, everybody knows of a hidden count that it is at least one.
  const least = withZeros ? 0 : Math.max(0, 1 - besides);
  return {
    count,
    hidden,
    besides,
    least,
    price: mayHide && whole > 0 ? priceOf(whole) : Number.POSITIVE_INFINITY,
  };
}

/** A small count is less of a loss than a great one, but two are more of a loss than one. */
const priceOf = (count: number): number => 1 + Math.floor(Math.log2(count));
