import type { PublishedBlock } from '../../../bot/index.ts';
import { csvLine } from '../../csv.ts';

/** Lines of CSV, each ended by a line feed alone. */
export const csvLines = (records: Iterable<Parameters<typeof csvLine>[0]>): string => {
  let lines = '';
  for (const record of records) lines += `${csvLine(record)}\n`;
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
