import { type Figure, sizeOf, type TableRow, type Told } from '../../../../bot/index.ts';
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
  narrowest: number,
): Drawing | undefined {
  if (!chart) return undefined;
  const places = chart.columns.map((column) => told.columns.findIndex((one) => one.id === column));
  const cellsOf = ({ cells }: TableRow) => places.flatMap((place) => cells[place] ?? []);
  const besides = told.columns.findIndex((one) => one.id === chart.beside);
  const nameOf = ({ label, cells }: TableRow) =>
    [words.name(label), ...(cells[besides] ? [words.cell(cells[besides])] : [])].join(' · ');
  const drawn = told.rows.filter((row) => !row.isPart && isDrawn(chart.only, cellsOf(row)));
  const rows = chart.kind.endsWith('bars') ? drawn.slice(0, MOST_BARS) : drawn;
  const plot: Plot = { told, rows, words, id, cellsOf, nameOf, columnIds: chart.columns, narrowest };
  const isEmpty = rows.every((row) => cellsOf(row).every((cell) => (sizeOf(cell) ?? 0) === 0));
  return isEmpty ? undefined : kinds[chart.kind](plot);
}

const isDrawn = (only: 'share' | undefined, cells: ReturnType<Plot['cellsOf']>): boolean =>
  only === undefined || cells.some((cell) => only in cell);
