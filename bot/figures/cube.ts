import type { Period } from './period.ts';
import { openBlock, type PublishedBlock, type Reader } from './published.ts';

/** Which published figures are meant: one measure of a block, in these periods; unless said otherwise, totals. */
export interface Choice {
  readonly block: string;
  readonly measure: string;
  readonly periods: readonly Period[];
  readonly facet?: string;
  readonly value?: string;
}

/** Published figures added up. */
export interface Sum {
  /** Of the visible ones alone. */
  readonly n: number;
  /** How many of the chosen figures are hidden, and so are not in it. */
  readonly hidden: number;
  /** In how many of the chosen periods the block was published. */
  readonly periods: number;
}

/** Reads published figures for the dashboard. It chooses and adds up; what is hidden it does not know either. */
export interface Cube {
  /** The chosen figure of these rows, together. */
  sum(choice: Choice & { readonly rows: readonly string[] }): Sum;
  /** The chosen rows split by the values of a facet; values that never occur are not listed. */
  values(
    choice: Choice & { readonly rows: readonly string[]; readonly facet: string },
  ): (Sum & { readonly value: string })[];
  /** The chosen figure in each row below another. */
  rows(choice: Choice & { readonly parent: string }): (Sum & { readonly row: string })[];
  /** The periods in which a block was published, oldest first. */
  periods(block: string): Period[];
}

interface Opened {
  readonly block: PublishedBlock;
  readonly read: Reader;
}

export function createCube(blocks: readonly PublishedBlock[]): Cube {
  const opened = new Map<string, Opened>();
  for (const block of blocks) {
    const key = keyOf(block.block, block.period);
    if (opened.has(key)) throw new Error(`${block.block} is published twice in ${block.period}`);
    opened.set(key, { block, read: openBlock(block) });
  }
  const chosen = ({ block, periods }: Pick<Choice, 'block' | 'periods'>): Opened[] =>
    [...new Set(periods)].flatMap((period) => opened.get(keyOf(block, period)) ?? []);

  return {
    sum: (choice) => sumOf(chosen(choice), choice),
    values: (choice) => {
      const found = chosen(choice);
      return distinct(found.flatMap(({ block }) => valuesIn(block, choice.facet))).map((value) => ({
        value,
        ...sumOf(found, { ...choice, value }),
      }));
    },
    rows: (choice) => {
      const found = chosen(choice);
      return distinct(found.flatMap(({ block }) => childrenIn(block, choice.parent))).map((row) => ({
        row,
        ...sumOf(found, { ...choice, rows: [row] }),
      }));
    },
    periods: (id) => distinct(blocks.filter(({ block }) => block === id).map(({ period }) => period)),
  };
}

/** The same figure of these rows, added up in all the blocks that were found. */
function sumOf(
  found: readonly Opened[],
  { rows, measure, facet = '', value = '' }: Omit<Choice, 'periods'> & { readonly rows: readonly string[] },
): Sum {
  let n = 0;
  let hidden = 0;
  const each = new Set(rows);
  for (const { read } of found)
    for (const row of each) {
      const figure = read({ row, measure, facet, value });
      if (figure === null) hidden += 1;
      else n += figure;
    }
  return { n, hidden, periods: found.length };
}

const keyOf = (block: string, period: Period): string => `${block} ${period}`;

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

const valuesIn = ({ facets }: PublishedBlock, facet: string): readonly string[] =>
  facets.find(({ id }) => id === facet)?.values ?? [];

const childrenIn = ({ rows }: PublishedBlock, above: string): string[] =>
  rows.flatMap(({ id, parent }) => (parent === above ? id : []));
