import type { PublishedBlock } from '../../../bot/index.ts';

type Value = string | number | null;

const quoted = (value: Value): string => {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Lines of CSV as RFC 4180 writes it, but each ended by a line feed alone. Written by hand: there may be a million. */
export const csvLines = (records: Iterable<readonly Value[]>): string => {
  let lines = '';
  for (const record of records) lines += `${record.map(quoted).join(',')}\n`;
  return lines;
};

/** What was published does not change, so it is written once. */
const written = new WeakMap<PublishedBlock, string>();

/** All cells of a block of one period. */
export function linesOfBlock(block: PublishedBlock): string {
  const before = written.get(block);
  if (before !== undefined) return before;
  const { period, cells } = block;
  const lines = csvLines(
    cells.map(({ row, facet, value, measure, n }) => [period, row, facet, value, measure, n]),
  );
  written.set(block, lines);
  return lines;
}
