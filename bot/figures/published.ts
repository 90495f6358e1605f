import type { Period } from './period.ts';
import type { Row } from './table.ts';

/** One figure as it is published. */
export interface PublishedCell {
  readonly period: Period;
  readonly block: string;
  readonly row: string;
  /** Empty for the total of the row. */
  readonly facet: string;
  /** Empty for the total of the row; with a facet, all of its values in this row are hidden, zeros too. */
  readonly value: string;
  readonly measure: string;
  /** null: hidden. */
  readonly n: number | null;
}

/** One way in which every row of a block is split. */
export interface PublishedFacet {
  readonly id: string;
  /** The smallest count that is told of a part of the country. */
  readonly threshold: number;
  /** The facet whose values hold several of these each; without it, the values add up to the row's total. */
  readonly within?: string;
  /** Those that occur at all. */
  readonly values: readonly string[];
}

/**
 * A block as it is published, once and for all. Listed are the cells that are hidden or above zero; a row that is
 * not listed is zero, and so is a cell of a listed row, unless its total, or all of the facet there, is hidden.
 */
export interface PublishedBlock {
  readonly period: Period;
  readonly block: string;
  /** What is counted; each counts a part of the one before. */
  readonly measures: readonly string[];
  readonly rows: readonly Row[];
  /** A facet of the block that is missing here could not be shown without giving hidden cells back. */
  readonly facets: readonly PublishedFacet[];
  readonly cells: readonly PublishedCell[];
}

/** Where a cell stands in its block. */
export type Address = Pick<PublishedCell, 'row' | 'measure'> &
  Partial<Pick<PublishedCell, 'facet' | 'value'>>;

/** Opens a published block to be read: the number at an address, or null where it is hidden. */
export function openBlock(block: PublishedBlock): (address: Address) => number | null {
  const rows = new Map(block.rows.map(({ id }) => [id, new Map<string, number | null>()]));
  for (const { row, facet, value, measure, n } of block.cells)
    rows.get(row)?.set(keyOf(facet, value, measure), n);
  const facets = new Map(block.facets.map(({ id, values }) => [id, new Set(values)]));
  return ({ row, facet = '', value = '', measure }) => {
    const cells = rows.get(row);
    if (!cells) return 0;
    const listed = (of: string, what: string) => cells.get(keyOf(of, what, measure));
    const isHidden = listed('', '') === null;
    if (facet === '') return isHidden ? null : (listed('', '') ?? 0);
    const values = facets.get(facet);
    if (values && !values.has(value)) return 0;
    if (!values || isHidden || listed(facet, '') === null || listed(facet, value) === null) return null;
    return listed(facet, value) ?? 0;
  };
}

const keyOf = (facet: string, value: string, measure: string): string => `${facet}\t${value}\t${measure}`;
