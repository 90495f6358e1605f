import { openBlock, type PublishedBlock } from '../../bot/index.ts';
import { createSystem, type Quantity, type Range } from './linear.ts';

/** Rows of other blocks that together say the same as the country's row of one, for these facets. */
export interface Sameness {
  readonly blocks: readonly PublishedBlock[];
  readonly row: string;
  readonly facets: readonly string[];
}

/**
 * Somebody who has all published blocks, and solves everything that holds among all their hidden counts at once.
 * Shares no idea with the program that hides them: no network, no facet apart from the others.
 */
export function createStranger() {
  const system = createSystem();
  const names = new Map<string, string>();

  const readIn = (block: PublishedBlock) => {
    const read = openBlock(block);
    const least = leastIn(block);
    return (row: string, facet: string, value: string, measure: string): Quantity => {
      const shown = read({ row, facet, value, measure });
      if (shown !== null) return shown;
      const about = [block.block, block.period, row, facet, value, measure].join(' ').replace(/ +/g, ' ');
      const name = names.get(about) ?? system.unknown(`x${names.size}`, least(row, facet, measure));
      names.set(about, name);
      return name;
    };
  };

  const learn = (block: PublishedBlock): void => {
    const read = readIn(block);
    for (const measure of block.measures) {
      const wider = block.measures[block.measures.indexOf(measure) - 1];
      for (const { id: row } of block.rows) {
        const children = block.rows.filter(({ parent }) => parent === row).map(({ id }) => id);
        const learnCell = (facet: string, value: string) => {
          const cell = read(row, facet, value, measure);
          if (wider) system.state([cell], '<=', read(row, facet, value, wider));
          if (children.length > 0)
            system.state(
              children.map((child) => read(child, facet, value, measure)),
              '=',
              cell,
            );
          return cell;
        };
        const total = learnCell('', '');
        for (const { id: facet, values, within } of block.facets) {
          const cells = values.map((value) => learnCell(facet, value));
          if (!within) system.state(cells, '=', total);
          else
            for (const [at, value] of values.entries())
              system.state([cells[at]!], '<=', read(row, within, value.split(':')[0]!, measure));
        }
      }
    }
  };

  const equate = (block: PublishedBlock, { blocks, row, facets }: Sameness): void => {
    const [measure = ''] = block.measures;
    for (const facet of ['', ...facets]) {
      const values = facet === '' ? [''] : block.facets.find(({ id }) => id === facet)!.values;
      for (const value of values)
        system.state(
          blocks.map((other) => readIn(other)(row, facet, value, other.measures[0]!)),
          '=',
          readIn(block)('all', facet, value, measure),
        );
    }
  };

  return {
    learn,
    equate,
    /** What each hidden count can be. */
    ranges: (width?: number): ReadonlyMap<string, Range> => {
      const ranges = system.ranges(width);
      return new Map([...names].map(([about, name]) => [about, ranges.get(name)!]));
    },
  };
}

/** What the rules of publishing tell of a hidden count: it is not zero, unless zeros are hidden beside it. */
function leastIn(block: PublishedBlock) {
  const read = openBlock(block);
  return (row: string, facet: string, measure: string): number => {
    if (measure !== block.measures[0]) return 0;
    if (facet === '' || row === 'all') return 1;
    const values = block.facets.find(({ id }) => id === facet)?.values ?? [];
    return values.some((value) => read({ row, facet, value, measure }) !== null) ? 1 : 0;
  };
}
