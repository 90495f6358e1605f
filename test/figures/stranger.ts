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

  const opened = new Map<PublishedBlock, ReturnType<typeof openBlock>>();

  const readIn = (block: PublishedBlock) => {
    const read = opened.get(block) ?? openBlock(block);
    opened.set(block, read);
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

  /** A cell is no more than in the wider measure, and the sum of those in the rows below. */
  const learnCell = (block: PublishedBlock, row: string, facet: string, value: string, measure: string) => {
    const read = readIn(block);
    const cell = read(row, facet, value, measure);
    const wider = block.measures[block.measures.indexOf(measure) - 1];
    if (wider) system.state([cell], '<=', read(row, facet, value, wider));
    const below = block.rows.filter(({ parent }) => parent === row);
    const parts = below.map(({ id }) => read(id, facet, value, measure));
    if (parts.length > 0) system.state(parts, '=', cell);
    return cell;
  };

  /** The values of a facet are the row's total together; or each lies within one of another facet. */
  const learnRow = (block: PublishedBlock, row: string, measure: string) => {
    const total = learnCell(block, row, '', '', measure);
    for (const { id: facet, values, within } of block.facets) {
      const cells = values.map((value) => learnCell(block, row, facet, value, measure));
      if (!within) system.state(cells, '=', total);
      for (const [at, cell] of within ? cells.entries() : []) {
        const [outer = ''] = values[at]?.split(':') ?? [];
        system.state([cell], '<=', readIn(block)(row, within ?? '', outer, measure));
      }
    }
  };

  const learn = (block: PublishedBlock): void => {
    for (const measure of block.measures) for (const { id } of block.rows) learnRow(block, id, measure);
  };

  const equate = (block: PublishedBlock, { blocks, row, facets }: Sameness): void => {
    const [measure = ''] = block.measures;
    const valuesOf = (facet: string) => block.facets.find(({ id }) => id === facet)?.values ?? [''];
    for (const facet of ['', ...facets])
      for (const value of valuesOf(facet)) {
        const theirs = blocks.map((other) => readIn(other)(row, facet, value, other.measures[0] ?? ''));
        system.state(theirs, '=', readIn(block)('all', facet, value, measure));
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
