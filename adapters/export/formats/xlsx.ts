import writeExcelFile, { type Cell as ExcelCell } from 'write-excel-file/node';
import { guarded } from '../../csv.ts';
import type { Cell, Column } from '../column.ts';
import type { Format, Sheet, Table } from '../table.ts';

/** The whole workbook is put together in memory. */
const MOST_ROWS = 100_000;
const FONT = { fontFamily: 'Calibri', fontSize: 11 };
/** In points; Khmer needs more than Latin. */
const LINE_HEIGHT = 18;
const HEADING = {
  fontWeight: 'bold',
  backgroundColor: '#e8eef4',
  alignVertical: 'top',
  height: LINE_HEIGHT,
} as const;

/** A workbook: the data, what its columns mean, and how it was made. */
export const xlsx: Format = {
  name: 'xlsx',
  mostRows: MOST_ROWS,
  needsFile: true,
  write: async function* ({ columns, rows, sheets }) {
    const data = await cellsOf(columns, rows);
    const all = [
      {
        sheet: 'data',
        data: [headingOf(columns.map(({ name }) => name)), ...data],
        columns: columns.map(({ width }) => ({ width })),
        stickyRowsCount: 1,
        dateFormat: 'yyyy-mm-dd',
      },
      ...sheets.map(sheetOf),
    ];
    yield await writeExcelFile(all, FONT).toBuffer();
  },
};

async function cellsOf(columns: readonly Column<never>[], rows: Table['rows']): Promise<ExcelCell[][]> {
  const cells: ExcelCell[][] = [];
  for await (const batch of rows)
    for (const row of batch) cells.push(row.map((cell, nth) => cellOf(cell, columns[nth]?.kind)));
  return cells;
}

/** A day becomes a date, a number a number; a text stays one, whatever it looks like. */
function cellOf(cell: Cell, kind: Column<never>['kind'] | undefined): ExcelCell {
  if (typeof cell !== 'string') return cell;
  return kind === 'day' ? new Date(cell) : guarded(cell);
}

const headingOf = (names: readonly string[]): ExcelCell[] => names.map((value) => ({ value, ...HEADING }));

const sheetOf = ({ name, heading, widths, rows }: Sheet) => ({
  sheet: name,
  data: [headingOf(heading), ...rows.map((row) => wrapped(row, widths))],
  columns: widths.map((width) => ({ width })),
  stickyRowsCount: 1,
});

/** Not every program makes a row as high as its text is: we say it. */
function wrapped(row: readonly string[], widths: readonly number[]): ExcelCell[] {
  const lines = row.map((text, nth) => Math.ceil(text.length / (widths[nth] ?? 1)));
  const height = LINE_HEIGHT * Math.max(1, ...lines);
  return row.map((text) => ({ value: guarded(text), wrap: true, alignVertical: 'top', height }));
}
