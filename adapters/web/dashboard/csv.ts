import { type Cell, caveat, type Figure, plain, type Told } from '../../../bot/index.ts';
import { BYTE_ORDER_MARK, spreadsheetLine } from '../../csv.ts';
import { headingOf } from './sentence.ts';
import type { Words } from './words.ts';

/**
 * The table of a figure for spreadsheets: UTF-8 with BOM, CRLF, and nothing that a spreadsheet would run. Codes stand
 * beside names, and what a number alone does not tell stands in the last column.
 */
export function figureCsv(figure: Figure, { columns, rows }: Told, words: Words): string {
  const { say, name, column, cell } = words;
  const headings = columns.flatMap((one) => {
    const { is } = one;
    const heading = headingOf(one, words);
    if (is === 'label') return [say('dashboard.csv.code', { of: heading }), heading];
    return is === 'share' ? [say('dashboard.csv.percent', { of: heading })] : [heading];
  });
  const head = [
    say('dashboard.csv.row'),
    say(`dashboard.figures.${figure.id}.rows`),
    ...headings,
    say('dashboard.csv.note'),
  ];
  const records = rows.map(({ label, cells }) => [
    label.id,
    name(label),
    ...cells.flatMap((one, at) => (columns[at]?.is === 'label' ? [plain(one), cell(one)] : [plain(one)])),
    cells.flatMap((one, at) => noteOn(one, column(columns[at]?.id ?? ''), say)).join('; '),
  ]);
  return BYTE_ORDER_MARK + [head, ...records].map(spreadsheetLine).join('');
}

function noteOn(cell: Cell, column: string, say: Words['say']): readonly string[] {
  const note = caveat(cell);
  return note === undefined || note === 'none'
    ? []
    : [say('dashboard.csv.caveat', { column, note: say(`dashboard.caveat.${note}`) })];
}
