/** Spreadsheets take a cell that begins so for a formula; the wide ones count as the others in East Asian settings. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

/** A text that no spreadsheet runs: with an apostrophe before it where it would be a formula. */
export const guarded = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);
