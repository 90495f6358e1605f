import { outerValue, THRESHOLD, thresholdOf } from './block.ts';
import { type Finding, findingIn } from './finding.ts';
import { openBlock, type PublishedBlock, type PublishedCell } from './published.ts';

/** What a block tells without any arithmetic: small counts, and hidden ones beside a figure that limits them. */
export function readOff(block: PublishedBlock): Finding[] {
  const read = openBlock(block);
  const facets = new Map(block.facets.map((facet) => [facet.id, facet]));
  const counted = block.cells.filter(({ measure }) => block.measures.includes(measure));
  return counted.flatMap((cell) => {
    if (cell.n === null) return [];
    const facet = facets.get(cell.facet);
    const limits = [
      ...block.measures
        .slice(0, block.measures.indexOf(cell.measure))
        .map((measure) => read({ ...cell, measure })),
      ...(facet?.within ? [read({ ...cell, facet: facet.within, value: outerValue(cell.value) })] : []),
    ];
    const threshold = thresholdOf(facet ?? { threshold: THRESHOLD }, cell.row);
    return [
      ...(cell.n < threshold ? [finding(block, cell, 'small', cell.n)] : []),
      ...limits.flatMap((limit) => limitFault(block, cell, limit)),
    ];
  });
}

/** A count is a part of its limit: more than it cannot be, and beside a hidden one it tells its least. */
function limitFault(block: PublishedBlock, cell: PublishedCell, limit: number | null): Finding[] {
  if (limit === null) return [finding(block, cell, 'narrow', Number.POSITIVE_INFINITY)];
  return (cell.n ?? 0) > limit ? [finding(block, cell, 'contradiction', limit)] : [];
}

function finding(block: PublishedBlock, cell: PublishedCell, kind: Finding['kind'], high: number): Finding {
  const { row, facet, value, measure } = cell;
  return findingIn(block, { row, facet, value, measure, kind, low: cell.n ?? 0, high });
}
