import type { Cell } from '../column.ts';
import { guarded } from '../guard.ts';
import type { Format } from '../table.ts';

/** Tells spreadsheets that it is UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

/** RFC 4180, with a byte order mark, for spreadsheets and for programs. */
export const csv: Format = {
  name: 'csv',
  write: async function* ({ columns, rows }) {
    yield BYTE_ORDER_MARK + lineOf(columns.map(({ name }) => name));
    for await (const batch of rows) yield batch.map(lineOf).join('');
  },
};

const lineOf = (row: readonly Cell[]): string => `${row.map(field).join(',')}\r\n`;

function field(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  const text = guarded(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
