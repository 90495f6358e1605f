import { type BlockSpec, type CountedBlock, type CountedRow, type Counts, THRESHOLD } from './block.ts';
import { type HiddenValues, valuesOf } from './hide-cells.ts';
import { FEWEST } from './measures.ts';
import type { PublishedBlock, PublishedCell } from './published.ts';

/** What is hidden of a block: totals, and cells of the facets that can be shown. */
export interface Hidden {
  readonly totals: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, HiddenValues>;
}

type Written = Pick<PublishedCell, 'row' | 'facet' | 'value' | 'measure' | 'n'>;

/** Writes a block for the public: what is hidden is not in it any more. */
export function writeBlock(
  spec: BlockSpec,
  { period, rows, sums }: CountedBlock,
  hidden: Hidden,
): PublishedBlock {
  const shown = spec.facets.filter(({ id }) => hidden.values.has(id));
  const written = [
    ...rows.flatMap((row) => cellsOf(spec, row, rows, hidden)),
    ...writtenSums(spec, rows, sums),
  ];
  return {
    period,
    block: spec.id,
    measures: spec.measures,
    rows: rows.map(({ id, parent }) => ({ id, parent })),
    facets: shown.map(({ id, threshold = THRESHOLD, within }) => ({
      id,
      threshold,
      ...(within ? { within } : {}),
      values: valuesOf(rows, id),
    })),
    cells: written.map((cell) => ({ period, block: spec.id, ...cell })),
  };
}

function cellsOf(spec: BlockSpec, row: CountedRow, rows: readonly CountedRow[], hidden: Hidden): Written[] {
  const inRow = (facet: string, value: string, counts: Counts | null) =>
    written(spec.measures, row.id, facet, value, counts);
  if (hidden.totals.has(row.id)) return inRow('', '', null);
  const ofFacets = [...hidden.values].flatMap(([facet, hiddenOf]) => {
    const values = valuesOf(rows, facet);
    const hiddenHere = hiddenOf.get(row.id) ?? new Set();
    if (values.length > 0 && hiddenHere.size === values.length) return inRow(facet, '', null);
    return values.flatMap((value) =>
      inRow(facet, value, hiddenHere.has(value) ? null : (row.facets.get(facet)?.get(value) ?? [])),
    );
  });
  return [...inRow('', '', row.total), ...ofFacets];
}

function written(
  measures: readonly string[],
  row: string,
  facet: string,
  value: string,
  counts: Counts | null,
): Written[] {
  return measures.flatMap((measure, at) => {
    const n = counts ? (counts[at] ?? 0) : null;
    return n === 0 ? [] : { row, facet, value, measure, n };
  });
}

/** Sums of the country are told when they are about enough: with few, a mean comes close to one of them. */
const writtenSums = (
  { sums = [] }: BlockSpec,
  [country]: readonly CountedRow[],
  told: CountedBlock['sums'],
): Written[] =>
  country
    ? sums.flatMap((sum) =>
        written([sum], country.id, '', '', (country.total[0] ?? 0) < FEWEST ? null : [told[sum] ?? 0]),
      )
    : [];
