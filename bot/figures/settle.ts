import { cheapestWay } from './cheapest-way.ts';
import { type Network, push, room } from './network.ts';

/**
 * Finds one table that agrees with all visible cells, as a stranger must who does not know the hidden ones; false
 * when there is none, and the figures contradict each other. Hidden cells begin with the least they can be; what
 * then flows into a node and not out again is led to where it is missing.
 */
export function settle(network: Network): boolean {
  const surplus = surpluses(network);
  const isShort = (node: number) => (surplus[node] ?? 0) < 0;
  for (const [node, much] of surplus.entries()) {
    for (let left = much; left > 0; ) {
      const way = cheapestWay(network, node, isShort, { carrying: 1 });
      const last = way?.at(-1);
      if (!way || !last) return false;
      const { end } = last;
      const amount = Math.min(left, -(surplus[end] ?? 0), ...way.map(room));
      push(way, amount);
      surplus[end] = (surplus[end] ?? 0) + amount;
      left -= amount;
    }
  }
  // What was passed on the way did not add up yet, so it is no witness.
  for (const cell of network.cells) cell.low = cell.high = cell.count;
  return true;
}

/** How much more flows into each node than out of it. */
function surpluses({ nodes, cells }: Network): number[] {
  const surplus = new Array<number>(nodes).fill(0);
  for (const { from, to, count } of cells) {
    surplus[from] = (surplus[from] ?? 0) - count;
    surplus[to] = (surplus[to] ?? 0) + count;
  }
  return surplus;
}
