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

/** Reads a published block: the number at an address, or null where it is hidden. */
export type Reader = (address: Address) => number | null;

/** Opens a published block to be read. */
export function openBlock({ rows, measures, facets, cells }: PublishedBlock): Reader {
  const listed = listedCells(cells);
  const rowIds = new Set(rows.map(({ id }) => id));
  const valuesOf = new Map(facets.map(({ id, values }) => [id, new Set(values)]));
  return ({ row, facet = '', value = '', measure }) => {
    if (!rowIds.has(row)) return 0;
    const inRow = listed.get(row)?.get(measure);
    const listedTotal = inRow?.get('')?.get('');
    // What is not counted is summed up for the country alone: of its parts it is not told.
    const unlisted = measures.includes(measure) ? 0 : null;
    const total = listedTotal === undefined ? unlisted : listedTotal;
    if (facet === '' || value === '' || total === null) return total;
    const values = valuesOf.get(facet);
    if (!values) return null;
    if (!values.has(value)) return 0;
    const split = inRow?.get(facet);
    const n = split?.get('') === null ? null : split?.get(value);
    return n === undefined ? 0 : n;
  };
}

/** The listed cells by row, measure, facet and value. */
type Listed = Map<string, Map<string, Map<string, Map<string, number | null>>>>;

function listedCells(cells: readonly PublishedCell[]): Listed {
  const listed: Listed = new Map();
  for (const { row, measure, facet, value, n } of cells)
    within(within(within(listed, row), measure), facet).set(value, n);
  return listed;
}

function within<Inner extends Map<string, unknown>>(outer: Map<string, Inner>, key: string): Inner {
  const inner = outer.get(key) ?? (new Map() as Inner);
  outer.set(key, inner);
  return inner;
}
