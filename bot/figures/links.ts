import type { BlockSpec, CountedBlock, Link } from './block.ts';
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
    const linked = monthsOf(counted.period).map((month) =>
      already.find(({ block, period }) => block === link.block && period === month),
    );
    if (!linked.every((block) => block !== undefined)) return 'link-missing';
    const refusal = compare(counted, link, linked);
    if (refusal) return refusal;
  }
  return undefined;
}

function compare(
  { rows: [country] }: CountedBlock,
  link: Link,
  linked: readonly PublishedBlock[],
): Refusal | undefined {
  for (const facet of ['', ...link.facets]) {
    const ours =
      facet === '' ? new Map([['', country?.total ?? []]]) : (country?.facets.get(facet) ?? new Map());
    for (const value of new Set([...ours.keys(), ...linked.flatMap((block) => valuesIn(block, facet))])) {
      const theirs = sharedCount(linked, { row: link.row, facet, value });
      if (theirs === null) return 'link-hidden';
      if (theirs !== (ours.get(value)?.[0] ?? 0)) return 'link-differs';
    }
  }
  return undefined;
}

const valuesIn = ({ facets }: PublishedBlock, facet: string): readonly string[] =>
  facets.find(({ id }) => id === facet)?.values ?? [];

/** What the linked blocks say together; null when one of them hides it. */
function sharedCount(
  linked: readonly PublishedBlock[],
  address: { row: string; facet: string; value: string },
): number | null {
  const counts = linked.map((block) => openBlock(block)({ ...address, measure: block.measures[0] ?? '' }));
  return counts.reduce((sum, count) => (sum === null || count === null ? null : sum + count), 0);
}
