import { blocks, type PublishedBlock } from '../../../bot/index.ts';
import { csvLines, linesOfBlock } from './csv-lines.ts';
import { sha256 } from './digest.ts';

/** A column, as Table Schema describes it. */
export interface Field {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'datetime';
}

/** A CSV file of the open data, with what its columns are. */
export interface OpenTable {
  readonly name: string;
  /** What it is about, in the locale files. */
  readonly about: string;
  readonly fields: readonly Field[];
  readonly primaryKey?: readonly string[];
  /** Columns whose values stand in the column of the same name, or of the name given, of another table. */
  readonly refersTo?: readonly { readonly field: string; readonly table: string; readonly as?: string }[];
  /** The lines below the heading. */
  readonly parts: readonly string[];
}

export const text = (...names: readonly string[]): Field[] => names.map((name) => ({ name, type: 'string' }));

/** A table for each block, of all periods; nothing that is hidden is in them. */
export const blockTables = (published: readonly PublishedBlock[]): readonly OpenTable[] =>
  blocks.map(({ id }) => ({
    name: id,
    about: `open-data.block.${id}`,
    fields: [...text('period', 'row', 'facet', 'value', 'measure'), { name: 'n', type: 'integer' }],
    refersTo: [
      { field: 'period', table: 'periods' },
      { field: 'row', table: 'rows' },
    ],
    parts: published.filter(({ block }) => block === id).map(linesOfBlock),
  }));

/** What must be known beside the cells: which periods, rows and facets there are. */
export function frameTables(
  published: readonly PublishedBlock[],
  publishedAt: (period: string, block: string) => number | undefined,
): readonly OpenTable[] {
  return [
    {
      name: 'periods',
      about: 'open-data.table.periods',
      fields: [
        ...text('period', 'block', 'measures'),
        { name: 'published_at', type: 'datetime' },
        ...text('sha256'),
      ],
      primaryKey: ['period', 'block'],
      parts: published.map((block) =>
        csvLines([
          [
            block.period,
            block.block,
            block.measures.join(' '),
            moment(publishedAt(block.period, block.block)),
            sha256([linesOfBlock(block)]),
          ],
        ]),
      ),
    },
    {
      name: 'rows',
      about: 'open-data.table.rows',
      fields: text('period', 'block', 'row', 'parent'),
      primaryKey: ['period', 'block', 'row'],
      parts: published.map(({ period, block, rows }) =>
        csvLines(rows.map(({ id, parent }) => [period, block, id, parent])),
      ),
    },
    {
      name: 'facets',
      about: 'open-data.table.facets',
      fields: [
        ...text('period', 'block', 'facet'),
        { name: 'threshold', type: 'integer' },
        ...text('within', 'value'),
      ],
      parts: published.map(facetLines),
    },
  ];
}

const moment = (at: number | undefined): string => (at === undefined ? '' : new Date(at).toISOString());

/** A facet without values has a line as well: it is shown, and nothing occurs. */
const facetLines = ({ period, block, facets }: PublishedBlock): string =>
  csvLines(
    facets.flatMap(({ id, threshold, within, values }) =>
      (values.length > 0 ? values : ['']).map((value) => [period, block, id, threshold, within ?? '', value]),
    ),
  );
