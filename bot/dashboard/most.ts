import type { Cube } from '../figures/index.ts';
import { measureOf, specOf, type Where } from './where.ts';

/** One published number, with the rows above its own, nearest first. */
interface Spot {
  readonly block: string;
  readonly period: string;
  readonly row: string;
  readonly above: readonly string[];
  readonly measure: string;
  readonly facet?: string | undefined;
  readonly value?: string | undefined;
}

/** Finds the most that numbers can be, from what is shown beside and above them. */
export function createMost(cube: Cube): (where: Where, above: readonly string[]) => number {
  /** The same rest is asked for by each of the numbers that hide in it. */
  const rests = new Map<string, number>();
  const remembered = (key: readonly (string | undefined)[], find: () => number): number => {
    const name = key.join(' ');
    const rest = rests.get(name) ?? find();
    rests.set(name, rest);
    return rest;
  };

  function mostAt(spot: Spot): number {
    const { n, hidden } = cube.sum(chosen(spot));
    return hidden === 0 ? n : Math.max(0, Math.min(restOfFacet(spot), restOfRowAbove(spot)));
  }

  /** What is shown of no value of the facet. Of a facet within another: what that one counts. */
  function restOfFacet({ facet, value = '', ...spot }: Spot): number {
    if (facet === undefined) return Number.POSITIVE_INFINITY;
    const outer = withinOf(spot.block, facet);
    if (outer !== undefined)
      return mostAt({ ...spot, facet: outer, value: value.slice(0, value.indexOf(':')) });
    const { block, period, row, measure } = spot;
    return remembered(
      ['facet', block, period, row, measure, facet],
      () => mostAt(spot) - shown(cube.values({ ...chosen(spot), facet })),
    );
  }

  /** What is shown of no row beside it. */
  function restOfRowAbove({ above: [parent, ...above], ...spot }: Spot): number {
    if (parent === undefined) return Number.POSITIVE_INFINITY;
    const { block, period, measure, facet, value } = spot;
    return remembered(
      ['row', block, period, parent, measure, facet, value],
      () => mostAt({ ...spot, row: parent, above }) - shown(cube.rows({ ...chosen(spot), parent })),
    );
  }

  return ({ periods, rows, block, facet, value, measure = measureOf(block) }, above) =>
    periods
      .flatMap((period) => rows.map((row) => ({ block, period, row, above, measure, facet, value })))
      .reduce((sum, spot) => sum + mostAt(spot), 0);
}

function withinOf(block: string, facet: string): string | undefined {
  const spec = specOf(block)?.facets.find(({ id }) => id === facet);
  return spec && 'within' in spec ? spec.within : undefined;
}

const chosen = ({ period, row, block, measure, facet, value }: Omit<Spot, 'above'>) => ({
  block,
  measure,
  periods: [period],
  rows: [row],
  ...(facet === undefined ? {} : { facet }),
  ...(value === undefined ? {} : { value }),
});

const shown = (sums: readonly { readonly n: number }[]): number => sums.reduce((sum, { n }) => sum + n, 0);
