import type { Cube } from '../figures/index.ts';
import { type Cell, HIDDEN } from './cell.ts';
import { createMost } from './most.ts';
import { measureOf, type Where } from './where.ts';

/** Several numbers, added up over those periods and rows where each of them is shown. */
export interface Together {
  readonly counts: readonly number[];
  /** Nothing is shown anywhere. */
  readonly isEmpty: boolean;
  /** Everything is shown. */
  readonly isWhole: boolean;
}

/** Adds up published numbers. */
export interface Amounts {
  readonly sum: (where: Where) => Cell;
  /**
   * The most that a number can be: of what is hidden in it, all that its row and the rows above, nearest first, leave
   * unshown. Infinite where nothing bounds it.
   */
  readonly most: (where: Where, above: readonly string[]) => number;
  readonly together: (wheres: readonly Where[]) => Together;
  /** Each value of a facet with its number; undefined when the facet could not be shown. */
  readonly values: (
    where: Where,
    facet: string,
  ) => readonly { readonly value: string; readonly n: Cell }[] | undefined;
  /** The rows below a row. */
  readonly below: (where: Where, parent: string) => readonly string[];
}

export function createAmounts(cube: Cube): Amounts {
  const sum = (where: Where): Cell => cellOf(cube.sum(measured(where)));
  return {
    sum,
    most: createMost(cube),
    together: (wheres) => together(cube, wheres.map(measured)),
    values: remembered((where, facet) => {
      const values = cube.values({ ...measured(where), facet });
      if (values.length === 0 && !isZero(sum(where))) return undefined;
      return values.map(({ value, ...found }) => ({ value, n: cellOf(found) }));
    }),
    below: (where, parent) => cube.rows({ ...measured(where), parent }).map(({ row }) => row),
  };
}

/** What is asked most in each place is shown by several figures, and is by far the longest sum. */
function remembered(read: Amounts['values']): Amounts['values'] {
  const known = new Map<string, ReturnType<Amounts['values']>>();
  return (where, facet) => {
    const key = JSON.stringify([where, facet]);
    if (!known.has(key)) known.set(key, read(where, facet));
    return known.get(key);
  };
}

const measured = (where: Where): Where & { readonly measure: string } => ({
  ...where,
  measure: where.measure ?? measureOf(where.block),
});

/** Of what is hidden in part, the rest is the least that it is. */
function cellOf({ n, hidden }: { readonly n: number; readonly hidden: number }): Cell {
  if (hidden === 0) return { count: n };
  return n === 0 ? HIDDEN : { count: n, isLeast: true };
}

const isZero = (cell: Cell): boolean => 'count' in cell && cell.count === 0;

/** The rows of all numbers go together: the first with the first, the second with the second. */
function together(cube: Cube, wheres: readonly ReturnType<typeof measured>[]): Together {
  const [first] = wheres;
  const counts = wheres.map(() => 0);
  let shown = 0;
  let hidden = 0;
  for (const period of first?.periods ?? [])
    for (const at of first?.rows.keys() ?? []) {
      const sums = wheres.map(({ rows, ...where }) =>
        cube.sum({ ...where, periods: [period], rows: rows.slice(at, at + 1) }),
      );
      if (sums.some((sum) => sum.hidden > 0)) {
        hidden += 1;
        continue;
      }
      shown += 1;
      for (const [which, { n }] of sums.entries()) counts[which] = (counts[which] ?? 0) + n;
    }
  return { counts, isEmpty: shown === 0, isWhole: hidden === 0 };
}
