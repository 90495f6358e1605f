type Value = string | number | null;

/** Tells spreadsheets that a file is UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff';

/** Spreadsheets take a cell that begins so for a formula; the wide ones count as the others in East Asian settings. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

/** A text that no spreadsheet runs: with an apostrophe before it where it would be a formula. */
export const guarded = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** A line for programs, as RFC 4180 writes it, without its end. Written by hand: there may be a million. */
export const csvLine = (row: readonly Value[]): string => row.map(field).join(',');

/** A line for spreadsheets, with its end: nothing in it is run. */
export const spreadsheetLine = (row: readonly Value[]): string =>
  `${row.map((value) => field(typeof value === 'string' ? guarded(value) : value)).join(',')}\r\n`;

function field(value: Value): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
