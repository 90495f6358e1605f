/**
 * Counts that add up, as a network. Each cell of a table is an arc and its count flows along it; each sum is a
 * node, where as much flows in as out. A tree of rows split by one facet is exactly such a network:
 *
 *     outside ─total→ (country) ─total→ (district) ─cell→ (country, web) ─cell→ outside
 *                              └─total→ (district) ─cell→ (country, chat) ─cell→ outside
 *
 * Whoever wants to compute hidden cells knows the visible ones and these sums. What hidden cells can be is what
 * can still flow, and in a network every least and greatest flow is a whole number: the ranges are exact.
 */
export interface Network {
  readonly nodes: number;
  readonly cells: readonly Cell[];
  stepsFrom(node: number): readonly Step[];
  stepsTo(node: number): readonly Step[];
  /** Where searches from both ends of a way have been. */
  readonly ahead: Trace;
  readonly back: Trace;
  add(cell: NewCell): void;
}

/** Where the country's total comes from and its cells go to. */
export const OUTSIDE = 0;

export interface NewCell {
  readonly row: string;
  /** A value of the facet; empty for the total of the row. */
  readonly value: string;
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly hidden: boolean;
  /** What another measure counts in the cell beyond this one. */
  readonly besides: number;
  /** The least that everybody knows a hidden cell to be. */
  readonly least: number;
  /** What is lost by hiding it; infinite for what must stay visible. */
  readonly price: number;
}

export interface Cell extends Readonly<Omit<NewCell, 'count' | 'hidden' | 'least'>> {
  /** In one of all the tables that agree with the visible cells; `push` leads from one to another. */
  count: number;
  hidden: boolean;
  least: number;
  /** The smallest and the greatest count of all such tables that have been seen. */
  low: number;
  high: number;
}

/** One step of a way through the network: along a cell, which grows by it, or against it, which shrinks. */
export interface Step {
  readonly cell: Cell;
  readonly grows: boolean;
  readonly start: number;
  readonly end: number;
}

export const growing = (cell: Cell): Step => ({ cell, grows: true, start: cell.from, end: cell.to });
export const shrinking = (cell: Cell): Step => ({ cell, grows: false, start: cell.to, end: cell.from });

export function createNetwork(nodes: number): Network {
  const cells: Cell[] = [];
  const from: Step[][] = Array.from({ length: nodes }, () => []);
  const to: Step[][] = Array.from({ length: nodes }, () => []);
  return {
    nodes,
    cells,
    stepsFrom: (node) => from[node] ?? [],
    stepsTo: (node) => to[node] ?? [],
    ahead: createTrace(nodes),
    back: createTrace(nodes),
    add(start) {
      const cell = cellOf(start);
      cells.push(cell);
      for (const step of [growing(cell), shrinking(cell)]) {
        from[step.start]?.push(step);
        to[step.end]?.push(step);
      }
    },
  };
}

/** Written out: what is read so often is several times slower to read from a spread. */
const cellOf = ({ row, value, from, to, count, hidden, besides, least, price }: NewCell): Cell => ({
  row,
  value,
  from,
  to,
  count,
  hidden,
  besides,
  least,
  price,
  low: count,
  high: count,
});

/** By how much a cell could change, were nothing in its way. */
export const room = ({ cell, grows }: Step): number =>
  grows ? Number.POSITIVE_INFINITY : cell.count - cell.least;

/** Changes all cells of a closed way by the same amount, which leads to another table that adds up. */
export function push(way: readonly Step[], amount: number): void {
  for (const { cell, grows } of way) {
    cell.count += grows ? amount : -amount;
    cell.low = Math.min(cell.low, cell.count);
    cell.high = Math.max(cell.high, cell.count);
  }
}

/** Where a search has been, and by which step it came there. It serves one search after the other. */
export interface Trace {
  begin(node: number): void;
  reach(node: number, step: Step): void;
  has(node: number): boolean;
  /** The steps by which the node was reached, the last one first. */
  stepsTo(node: number): Step[];
}

/** Nothing is cleared for the next search: a node was reached if the number of this search stands at it. */
function createTrace(nodes: number): Trace {
  const searches = new Int32Array(nodes);
  const steps = new Array<Step | undefined>(nodes).fill(undefined);
  let search = 0;
  let from = 0;
  return {
    begin(node) {
      search += 1;
      from = node;
      searches[node] = search;
    },
    reach(node, step) {
      searches[node] = search;
      steps[node] = step;
    },
    has: (node) => searches[node] === search,
    stepsTo(node) {
      const trail: Step[] = [];
      for (let at = node; at !== from; ) {
        const step = steps[at];
        if (!step) break;
        trail.push(step);
        at = step.start === at ? step.end : step.start;
      }
      return trail;
    },
  };
}
