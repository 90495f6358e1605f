import { audit } from './audit.ts';
import { ALL, type BlockSpec, type CountedBlock, THRESHOLD } from './block.ts';
import { told } from './finding.ts';
import { type HiddenValues, hideCells } from './hide-cells.ts';
import { hideSeverals } from './hide-severals.ts';
import { hideTotals } from './hide-totals.ts';
import { type Refusal, refusalByLinks } from './links.ts';
import { openBlock, type PublishedBlock } from './published.ts';
import { writeBlock } from './write.ts';

/** A period in which a block is not published, and why. */
export interface Refused {
  readonly refused: Refusal;
}

/**
 * A counted block → what the public may know of it, given what it knows already. What is published is audited
 * like a stranger would, from its figures alone; a leak there is a fault of ours and throws.
 */
export function publish(
  spec: BlockSpec,
  counted: CountedBlock,
  already: readonly PublishedBlock[] = [],
): PublishedBlock | Refused {
  const refused = refusalByLinks(spec, counted, already);
  if (refused) return { refused };
  const few = rowsOfFewPeople(spec, counted, already);
  if (!few) return { refused: 'link-missing' };
  const totals = hideTotals(counted.rows, { few, countryIsShown: spec.shownBy !== undefined });
  const values = totals && hideFacets(spec, counted, totals);
  if (!values) return { refused: 'unprotectable' };
  const block = writeBlock(spec, counted, { totals, values });
  const [leak] = audit(block);
  if (leak) throw new Error(`not published: ${told(leak)}`);
  return block;
}

/** The rows in which too few people are told of; undefined when nothing is told of people yet. */
function rowsOfFewPeople(
  { people }: BlockSpec,
  { period, rows }: CountedBlock,
  already: readonly PublishedBlock[],
): ReadonlySet<string> | undefined {
  if (!people) return new Set();
  const block = already.find((one) => one.block === people.block && one.period === period);
  if (!block) return undefined;
  const read = openBlock(block);
  const told = (row: string) => read({ row, measure: people.measure }) ?? 0;
  return new Set(rows.map(({ id }) => id).filter((id) => told(id) < THRESHOLD));
}

/** What is hidden of each facet that can be shown; undefined when one cannot that another block shows in part. */
function hideFacets(
  { facets, shownBy = [] }: BlockSpec,
  { rows }: CountedBlock,
  hiddenTotals: ReadonlySet<string>,
): Map<string, HiddenValues> | undefined {
  const hidden = new Map<string, HiddenValues>();
  if (hiddenTotals.has(ALL)) return hidden;
  for (const facet of facets.filter(({ within }) => !within)) {
    const countryIsShown = shownBy.some((link) => link.facets.includes(facet.id));
    const values = hideCells(rows, facet, { hiddenTotals, countryIsShown });
    if (values) hidden.set(facet.id, values);
    else if (countryIsShown) return undefined;
  }
  for (const facet of facets) {
    const around = facet.within && hidden.get(facet.within);
    if (around) hidden.set(facet.id, hideSeverals(rows, facet, around));
  }
  return hidden;
}
