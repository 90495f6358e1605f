import { BYTE_ORDER_MARK, spreadsheetLine } from '../../csv.ts';
import type { Format } from '../table.ts';

/** RFC 4180, with a byte order mark, for spreadsheets and for programs. */
export const csv: Format = {
  name: 'csv',
  write: async function* ({ columns, rows }) {
    yield BYTE_ORDER_MARK + spreadsheetLine(columns.map(({ name }) => name));
    for await (const batch of rows) yield batch.map(spreadsheetLine).join('');
  },
};
