import { ALL, THRESHOLD } from './block.ts';
import { cheapestWay } from './cheapest-way.ts';
import { type Cell, growing, type Network, room, type Step, shrinking } from './network.ts';
import { rangeOf, stretch } from './range.ts';

type MayHide = (cell: Cell) => boolean;

/** Hides more than single cells when no way leads round through them; false: there is nothing left to hide. */
export type GiveWay = (cell: Cell) => boolean;

/**
 * Hides more cells, as cheap ones as can be found, until no hidden cell can be computed or told within less
 * than the threshold. False when that cannot be reached.
 *
 * A hidden cell is free to change along a closed way of hidden cells, so what it lacks is the cheapest way
 * round (the idea of L. H. Cox, JASA 90, 1995). What has been seen wide stays so, whatever else is hidden; only
 * what was known to be zero may become a narrow range, so it is gone through until nothing is hidden any more.
 */
export function protect(network: Network, giveWay: GiveWay = () => false): boolean {
  for (let isSteady = false; !isSteady; ) {
    isSteady = true;
    for (const cell of network.cells.filter(({ hidden }) => hidden))
      while (!isProtected(network, cell)) {
        const isHelped = hideMore(network, cell, sparing(cell)) || giveWay(cell) || hideMore(network, cell);
        if (!isHelped) return false;
        isSteady = false;
      }
  }
  return true;
}

/** Nobody can tell the cell within less than the threshold; that nobody is counted in it may be told. */
export function isProtected(network: Network, cell: Cell): boolean {
  const { low, high } = rangeOf(network, cell, THRESHOLD);
  return high - low >= THRESHOLD || high + cell.besides === 0;
}

/** What most people ask for, the country's own figures, is not hidden for the sake of a part of the country. */
const sparing =
  ({ row }: Cell): MayHide =>
  (other) =>
    row === ALL || other.row !== ALL;

/** Hides what is still visible on the cheapest way round for the cell. */
function hideMore(network: Network, cell: Cell, mayHide: MayHide = () => true): boolean {
  const way = wayToHide(network, growing(cell), mayHide) ?? wayToHide(network, shrinking(cell), mayHide);
  for (const step of way ?? []) step.cell.hidden = true;
  return way !== undefined;
}

/** The cheapest way round for a cell that can go no further through hidden cells: some on it are still visible. */
function wayToHide(network: Network, step: Step, mayHide: MayHide): Step[] | undefined {
  stretch(network, step, THRESHOLD);
  const wayCarrying = (carrying: number) => {
    if (room(step) < carrying) return undefined;
    const terms = { carrying, mayHide, closing: step };
    return cheapestWay(network, step.end, (node) => node === step.start, terms);
  };
  return wayCarrying(THRESHOLD) ?? wayCarrying(1);
}
