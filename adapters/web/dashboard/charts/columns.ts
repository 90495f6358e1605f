import { type Cell, sizeOf, type TableRow } from '../../../../bot/index.ts';
import { type Html, html } from '../../html.ts';
import { total } from './bars.ts';
import { type Drawing, type Plot, percent, roundUp } from './drawing.ts';
import { hatched, LEGEND_HEIGHT, legend, STACK_CLASSES } from './legend.ts';

const PLOT = 150;
/** Above the plot: the number on its highest line. */
const ABOVE = 22;
const BELOW = 26;
/** As many names as fit beside each other on a phone. */
const MOST_NAMES = 6;
/** As many numbers as fit above their columns. */
const MOST_NUMBERS = 6;
/** To the left of the columns: the numbers of the lines, as a percentage of the whole width. */
const LEFT = 15;
/** Few columns are no wider than if there were so many. */
const LEAST_SLOTS = 6;

/** Standing columns along time. */
export const columns = (plot: Plot): Drawing => standing(plot, 0);

/** Standing columns in parts, above each other. */
export function stackedColumns(plot: Plot): Drawing {
  const drawing = standing(plot, LEGEND_HEIGHT);
  return { ...drawing, marks: html`${hatched(plot.id)}${legend(plot)}${drawing.marks}` };
}

function standing(plot: Plot, offset: number): Drawing {
  const { rows, cellsOf } = plot;
  const top = offset + ABOVE;
  const floor = top + PLOT;
  const whole = (row: TableRow) => cellsOf(row).reduce((sum, cell) => sum + (sizeOf(cell) ?? 0), 0);
  const most = roundUp(Math.max(...rows.map(whole), 0));
  const slot = (100 - LEFT) / Math.max(rows.length, LEAST_SLOTS);
  const every = Math.ceil(rows.length / MOST_NAMES);
  const marks = rows.map((row, at) => {
    const middle = LEFT + slot * (at + 0.5);
    const place = { x: middle - slot * 0.36, wide: slot * 0.72, floor, scale: PLOT / most };
    const named = at % every === 0;
    const summit = floor - whole(row) * place.scale;
    return html`${stack(plot, row, place)}${
      (rows.length <= MOST_NUMBERS || whole(row) === 0) && numberAbove(plot, cellsOf(row), middle, summit)
    }${named && plot.pen.write('tick', { x: percent(middle), y: floor + 18 }, shortPeriod(plot, row))}
`;
  });
  return { height: floor + BELOW, marks: html`${grid(plot, most, top)}${marks}` };
}

function grid({ words, rows, cellsOf, pen }: Plot, most: number, top: number): Html {
  const isShare = rows.some((row) => cellsOf(row).some((cell) => 'share' in cell));
  const told = (value: number) =>
    isShare
      ? words.say('dashboard.share', { n: Number(value.toFixed(1)) })
      : words.cell({ count: Math.round(value) });
  const lines = isShare || Number.isInteger(most / 2) ? [0, 0.5, 1] : [0, 1];
  return html`${lines.map((share) => {
    const y = top + PLOT * (1 - share);
    return html`<line class="${share === 0 ? 'axis' : 'grid'}" x1="${LEFT}%" x2="100%" y1="${y}" y2="${y}"/>${pen.write(
      'level',
      { x: '0', y: y + 4 },
      told(most * share),
    )}`;
  })}
`;
}

interface Stand {
  readonly x: number;
  readonly wide: number;
  readonly floor: number;
  readonly scale: number;
}

function stack({ id, cellsOf }: Plot, row: TableRow, { x, wide, floor, scale }: Stand): Html {
  const cells = cellsOf(row);
  let y = floor;
  return html`${cells.map((cell, at) => {
    const height = (sizeOf(cell) ?? 0) * scale;
    y -= height;
    const box = html`x="${percent(x)}" y="${y.toFixed(1)}" width="${percent(wide)}" height="${height.toFixed(1)}"`;
    const hatch = at === 2 && html`<rect fill="url(#${id}-hatch)" ${box}/>`;
    return height > 0 && html`<rect class="${cells.length > 1 ? STACK_CLASSES[at] : 'bar'}" ${box}/>${hatch}`;
  })}`;
}

const numberAbove = ({ words, pen }: Plot, cells: readonly Cell[], middle: number, summit: number): Html => {
  const [cell = { gap: 'none' }] = cells.length === 1 ? cells : [total(cells)];
  return pen.write('above', { x: percent(middle), y: Math.round(summit - 5) }, words.cell(cell));
};

/** "10/26": as short as a column is narrow. */
function shortPeriod({ words }: Plot, { label: { id } }: TableRow): string {
  const [year = '', rest] = id.split('-');
  if (rest === undefined) return words.say('dashboard.count', { n: year });
  const short = { year: year.slice(2), part: rest.replace('Q', '') };
  return words.say(rest.startsWith('Q') ? 'dashboard.short-quarter' : 'dashboard.short-month', short);
}
