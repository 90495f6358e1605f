import { type Cell, growing, type Network, push, room, type Step, shrinking } from './network.ts';
import { wayRound } from './way-round.ts';

/** What a hidden cell can be, for whoever knows all visible cells and how they add up. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/**
 * Lets a hidden cell grow or shrink until it has been seen `width` apart, or can go no further: then its `high`
 * or `low` is exact. Every table passed on the way is a witness for each of its cells, so many cells need no
 * search of their own, and there is no need to go back to where it began.
 */
export function stretch(network: Network, step: Step, width: number): void {
  const { cell } = step;
  while (cell.high - cell.low < width) {
    const way = wayRound(network, step);
    if (!way) return;
    const amount = Math.min(width, ...way.map(room));
    if (amount === Number.POSITIVE_INFINITY) cell.high = amount;
    else push(way, amount);
  }
}

/** The range of a hidden cell: exact when it is narrower than `width`, as much as that otherwise. */
export function rangeOf(network: Network, cell: Cell, width = Number.POSITIVE_INFINITY): Range {
  stretch(network, shrinking(cell), width);
  stretch(network, growing(cell), width);
  return { low: cell.low, high: cell.high };
}
