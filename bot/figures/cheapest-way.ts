import { type Cell, type Network, room, type Step } from './network.ts';

/** What a way through the network may take. */
export interface Terms {
  /** How much each of its steps must be able to change. */
  readonly carrying: number;
  /** The cells that may be hidden on the way, each at its price; unless said otherwise none, so it leads through hidden ones. */
  readonly mayHide?: (cell: Cell) => boolean;
  /** The step that the way is to close to a round, and may not take back. */
  readonly closing?: Step;
}

/**
 * The cheapest way from a node to one where it may end, the shortest of these; undefined when there is none.
 * Prices are small whole numbers, so nodes wait in a bucket for each price (R. B. Dial, CACM 12, 1969).
 */
export function cheapestWay(
  network: Network,
  from: number,
  mayEnd: (node: number) => boolean,
  terms: Terms,
): Step[] | undefined {
  const prices = new Float64Array(network.nodes).fill(Number.POSITIVE_INFINITY);
  const arrivedBy: (Step | undefined)[] = [];
  const buckets = [[from]];
  prices[from] = 0;
  const arrive = (step: Step, price: number) => {
    if (price >= (prices[step.end] ?? 0)) return;
    prices[step.end] = price;
    arrivedBy[step.end] = step;
    waitIn(buckets, price, step.end);
  };
  for (let price = 0; price < buckets.length; price += 1)
    for (const node of buckets[price] ?? []) {
      if (prices[node] !== price) continue;
      if (mayEnd(node)) return wayTo(node, arrivedBy);
      for (const step of network.stepsFrom(node)) arrive(step, price + priceOf(step, terms));
    }
  return undefined;
}

function priceOf(step: Step, { carrying, mayHide, closing }: Terms): number {
  if (step.cell === closing?.cell || room(step) < carrying) return Number.POSITIVE_INFINITY;
  if (step.cell.hidden) return 0;
  return mayHide?.(step.cell) ? step.cell.price : Number.POSITIVE_INFINITY;
}

function waitIn(buckets: number[][], price: number, node: number): void {
  const bucket = buckets[price];
  if (bucket) bucket.push(node);
  else buckets[price] = [node];
}

/** Nothing has led to where the way begins. */
function wayTo(node: number, arrivedBy: readonly (Step | undefined)[]): Step[] {
  const way: Step[] = [];
  for (let step = arrivedBy[node]; step; step = arrivedBy[step.start]) way.push(step);
  return way.reverse();
}
