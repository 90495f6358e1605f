import {
  type Cell,
  type Chart,
  type Figure,
  isUntold,
  sizeOf,
  type TableRow,
  type Told,
} from '../../../../bot/index.ts';
import type { Words } from '../words.ts';
import { bars, stackedBars } from './bars.ts';
import { columns, stackedColumns } from './columns.ts';
import type { Drawing, Plot } from './drawing.ts';

const kinds = {
  bars,
  columns,
  'stacked-bars': stackedBars,
  'stacked-columns': stackedColumns,
} as const;

/** More bars would be a table again. */
const MOST_BARS = 10;

/** The chart of a figure; undefined where nothing can be drawn. */
export function drawChart(
  { id, chart }: Figure,
  told: Told,
  words: Words,
  { pen, narrowest }: Pick<Plot, 'pen' | 'narrowest'>,
): Drawing | undefined {
  if (!chart) return undefined;
  const places = chart.columns.map((column) => told.columns.findIndex((one) => one.id === column));
  const cellsOf = ({ cells }: TableRow) => places.flatMap((place) => cells[place] ?? []);
  const besides = told.columns.findIndex((one) => one.id === chart.beside);
  const nameOf = ({ label, cells }: TableRow) =>
    [words.name(label), ...(cells[besides] ? [words.cell(cells[besides])] : [])].join(' · ');
  const drawn = told.rows.filter((row) => isDrawn(chart, cellsOf(row)));
  const rows = chart.kind.endsWith('bars') ? greatest(chart, drawn, cellsOf) : drawn;
  const plot: Plot = { pen, told, rows, words, id, cellsOf, nameOf, columnIds: chart.columns, narrowest };
  const isEmpty = rows.every((row) => cellsOf(row).every((cell) => (sizeOf(cell) ?? 0) === 0));
  return isEmpty ? undefined : kinds[chart.kind](plot);
}

/** A bar that cannot be drawn is left to the table; along time its place stays, so that nothing moves together. */
const isDrawn = ({ kind, only }: Chart, cells: readonly Cell[]): boolean =>
  only === undefined
    ? !kind.endsWith('bars') || cells.some((cell) => (sizeOf(cell) ?? 0) > 0)
    : cells.some((cell) => only in cell);

/** Rows that are compared stand in the order of their bars; of many the first. */
function greatest(
  { kind, only }: Chart,
  rows: readonly TableRow[],
  cellsOf: Plot['cellsOf'],
): readonly TableRow[] {
  const size = (row: TableRow) => sizeOf(cellsOf(row)[0]) ?? -1;
  const ordered = kind === 'bars' && only === undefined ? [...rows].sort((a, b) => size(b) - size(a)) : rows;
  return ordered.filter(({ label }) => rows.length <= MOST_BARS || !isUntold(label)).slice(0, MOST_BARS);
}
