import {
  ALL,
  type CountedRow,
  type Counts,
  type FacetSpec,
  isSmall,
  outerValue,
  thresholdOf,
} from './block.ts';
import { countsOf, type HiddenValues, valuesOf } from './hide-cells.ts';

/**
 * What is hidden of a facet of which one fact may have several values. They add up to nothing, so only small ones are
 * hidden, those that leave a small rest of the other facet's value, which did not name them, and those within a hidden
 * value of it, which would tell the least that it can be.
 */
export function hideSeverals(
  rows: readonly CountedRow[],
  facet: FacetSpec,
  hiddenAround: HiddenValues,
): HiddenValues {
  if (rows.length > 1)
    throw new Error(`${facet.id}: several values of one fact are told of the country alone`);
  const around = hiddenAround.get(ALL) ?? new Set();
  const hidden = valuesOf(rows, facet.id).filter((value) =>
    rows.some(
      (row) =>
        isSmall(countsOf(row, facet.id, value), thresholdOf(facet, ALL)) ||
        isSmall(restOf(row, facet, value), thresholdOf(facet, ALL)) ||
        around.has(outerValue(value)),
    ),
  );
  return new Map([[ALL, new Set(hidden)]]);
}

/** Those who did not name a value. */
function restOf(row: CountedRow, { id, within = '' }: FacetSpec, value: string): Counts {
  const named = countsOf(row, id, value);
  return countsOf(row, within, outerValue(value)).map((all, at) => all - (named[at] ?? 0));
}
