import type { BlockSpec, CountedBlock, Counts, Link } from './block.ts';
import { monthsOf } from './period.ts';
import { openBlock, type PublishedBlock } from './published.ts';

/** Why a block is not published in a period. */
export type Refusal =
  /** A block that it hangs on is not published. */
  | 'link-missing'
  /** That block hides something which this one would tell. */
  | 'link-hidden'
  /** That block tells something else of the same facts: some came later. */
  | 'link-differs'
  /** There are too few facts to hide some behind others. */
  | 'unprotectable';

/**
 * Blocks of the same facts meet in the country's row alone. Where all that they share is public and equal, it is
 * a constant for both: neither tells anything about what the other hides.
 */
export function refusalByLinks(
  spec: BlockSpec,
  counted: CountedBlock,
  already: readonly PublishedBlock[],
): Refusal | undefined {
  for (const link of spec.shownBy ?? []) {
    const months = monthsOf(counted.period);
    const linked = already.filter(({ block, period }) => block === link.block && months.includes(period));
    if (linked.length < months.length) return 'link-missing';
    const refusal = compare(counted, link, linked);
    if (refusal) return refusal;
  }
  return undefined;
}

function compare(
  { rows: [country] }: CountedBlock,
  { row, facets }: Link,
  linked: readonly PublishedBlock[],
): Refusal | undefined {
  const readers = linked.map((block) => ({ read: openBlock(block), measure: block.measures[0] ?? '' }));
  const unequal = (facet: string, value: string, ours: Counts = []): Refusal | undefined => {
    const theirs = readers.map(({ read, measure }) => read({ row, facet, value, measure }));
    if (theirs.includes(null)) return 'link-hidden';
    return sum(theirs) === (ours[0] ?? 0) ? undefined : 'link-differs';
  };
  const shared = facets.flatMap((facet) => {
    const ours = country?.facets.get(facet);
    const values = new Set([...(ours?.keys() ?? []), ...linked.flatMap((block) => valuesIn(block, facet))]);
    return [...values].map((value) => unequal(facet, value, ours?.get(value)));
  });
  return [unequal('', '', country?.total), ...shared].find((refusal) => refusal !== undefined);
}

const sum = (counts: readonly (number | null)[]): number =>
  counts.reduce<number>((whole, count) => whole + (count ?? 0), 0);

const valuesIn = ({ facets }: PublishedBlock, facet: string): readonly string[] =>
  facets.find(({ id }) => id === facet)?.values ?? [];
