import type { PublishedBlock, PublishedFacet } from '../../bot/index.ts';
import { type Found, grouped, type Line, sha256 } from './folder.ts';

/** The published blocks as the tables tell them, and where a period does not have its own checksum. */
export interface Rebuilt {
  readonly blocks: readonly PublishedBlock[];
  readonly differences: readonly string[];
}

export function rebuild({ table, files }: Found): Rebuilt {
  const rows = grouped(table('rows'), addressOf);
  const facets = grouped(table('facets'), addressOf);
  const periods = table('periods');
  const cells = new Map(
    [...new Set(periods.map(({ block = '' }) => block))].map((block) => [
      block,
      grouped(table(block), ({ period = '' }) => period),
    ]),
  );
  const blocks = periods.map((line): PublishedBlock => {
    const { period = '', block = '', measures = '' } = line;
    const address = addressOf(line);
    return {
      period,
      block,
      measures: measures.split(' '),
      rows: (rows.get(address) ?? []).map(({ row = '', parent = '' }) => ({
        id: row,
        parent: parent === '' ? null : parent,
      })),
      facets: facetsOf(facets.get(address) ?? []),
      cells: (cells.get(block)?.get(period) ?? []).map(
        ({ row = '', facet = '', value = '', measure = '', n = '' }) => ({
          period,
          block,
          row,
          facet,
          value,
          measure,
          n: n === '' ? null : Number(n),
        }),
      ),
    };
  });
  const differences = periods.flatMap(({ period = '', block = '', sha256: digest }) =>
    sha256(linesOfPeriod(files.get(`${block}.csv`) ?? '', period)) === digest
      ? []
      : [`${block}.csv: the lines of ${period} do not have the checksum in periods.csv`],
  );
  return { blocks, differences };
}

const addressOf = ({ period = '', block = '' }: Line): string => `${block} ${period}`;

const linesOfPeriod = (text: string, period: string): string =>
  text
    .split('\n')
    .filter((line) => line.startsWith(`${period},`))
    .map((line) => `${line}\n`)
    .join('');

function facetsOf(lines: readonly Line[]): PublishedFacet[] {
  const byFacet = grouped(lines, ({ facet = '' }) => facet);
  return [...byFacet].map(([id, those]) => {
    const { threshold = '', within = '' } = those[0] ?? {};
    const values = those.flatMap(({ value = '' }) => (value === '' ? [] : value));
    return { id, threshold: Number(threshold), ...(within === '' ? {} : { within }), values };
  });
}
