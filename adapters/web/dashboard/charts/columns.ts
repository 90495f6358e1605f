import { type Cell, sizeOf, type TableRow } from '../../../../bot/index.ts';
import { type Html, html } from '../../html.ts';
import { total } from './bars.ts';
import { type Drawing, type Plot, percent, roundUp } from './drawing.ts';
import { HATCHED, hatched, LEGEND_HEIGHT, legend, partNumber, STACK_CLASSES } from './legend.ts';
import { STYLES } from './pen.ts';

const PLOT = 150;
/** Above the plot: the number on its highest line. */
const ABOVE = 22;
/** Above stacked columns also the word that says what their number is. */
const TOTAL_LINE = 14;
const BELOW = 26;
/** How high a part must be for its number, how large that is, and the air beside it. */
const NUMBER_ROOM = 16;
const NUMBER = 13;
const NUMBER_AIR = 4;
/** As many names as fit beside each other on a phone. */
const MOST_NAMES = 6;
/** As many numbers as fit above their columns. */
const MOST_NUMBERS = 6;
/** Between the numbers of the lines and the columns. */
const GAP = 6;
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
  const top = offset + ABOVE + (offset > 0 ? TOTAL_LINE : 0);
  const floor = top + PLOT;
  const whole = (row: TableRow) => cellsOf(row).reduce((sum, cell) => sum + (sizeOf(cell) ?? 0), 0);
  const most = roundUp(Math.max(...rows.map(whole), 0));
  const lines = linesOf(plot, most);
  const left = leftOf(plot, lines);
  const slot = (100 - left) / Math.max(rows.length, LEAST_SLOTS);
  const every = Math.ceil(rows.length / MOST_NAMES);
  const marks = rows.map((row, at) => {
    const middle = left + slot * (at + 0.5);
    const place = { x: middle - slot * 0.36, wide: slot * 0.72, floor, scale: PLOT / most };
    const named = at % every === 0;
    const summit = floor - whole(row) * place.scale;
    return html`${stack(plot, row, place)}${
      (rows.length <= MOST_NUMBERS || whole(row) === 0) && numberAbove(plot, cellsOf(row), middle, summit)
    }${named && plot.pen.write('tick', { x: percent(middle), y: floor + 18 }, shortPeriod(plot, row))}
`;
  });
  return { height: floor + BELOW, marks: html`${grid(plot, { lines, left, top })}${marks}` };
}

/** A line across the chart, and the number at it. */
interface Line {
  /** How high it stands, from 0 to 1. */
  readonly share: number;
  readonly text: string;
}

function linesOf({ words, rows, cellsOf }: Plot, most: number): readonly Line[] {
  const isShare = rows.some((row) => cellsOf(row).some((cell) => 'share' in cell));
  const told = (value: number) =>
    isShare
      ? words.say('dashboard.share', { n: Number(value.toFixed(1)) })
      : words.cell({ count: Math.round(value) });
  const shares = isShare || Number.isInteger(most / 2) ? [0, 0.5, 1] : [0, 1];
  return shares.map((share) => ({ share, text: told(most * share) }));
}

/** Where the columns begin, as a percentage of the width: on the narrowest screen the numbers just fit before them. */
const leftOf = ({ pen, narrowest }: Plot, lines: readonly Line[]): number =>
  (100 * (Math.max(...lines.map(({ text }) => pen.widthOf(text, STYLES.level.size))) + GAP)) / narrowest;

interface Frame {
  readonly lines: readonly Line[];
  readonly left: number;
  readonly top: number;
}

const grid = ({ pen }: Plot, { lines, left, top }: Frame): Html =>
  html`${lines.map(({ share, text }) => {
    const y = top + PLOT * (1 - share);
    return html`<line class="${share === 0 ? 'axis' : 'grid'}" x1="${percent(left)}" x2="100%" y1="${y}" y2="${y}"/>${pen.write(
      'level',
      { x: percent(left), dx: -GAP, y: y + 4 },
      text,
    )}`;
  })}
`;

interface Stand {
  readonly x: number;
  readonly wide: number;
  readonly floor: number;
  readonly scale: number;
}

function stack(plot: Plot, row: TableRow, { x, wide, floor, scale }: Stand): Html {
  const { id, words, pen, narrowest } = plot;
  const cells = plot.cellsOf(row);
  let y = floor;
  return html`${cells.map((cell, at) => {
    const height = (sizeOf(cell) ?? 0) * scale;
    y -= height;
    const box = html`x="${percent(x)}" y="${y.toFixed(1)}" width="${percent(wide)}" height="${height.toFixed(1)}"`;
    const hatch = at === HATCHED && html`<rect fill="url(#${id}-hatch)" ${box}/>`;
    const text = words.cell(cell);
    const room = pen.widthOf(text, NUMBER) + NUMBER_AIR;
    const fits = cells.length > 1 && height > NUMBER_ROOM && room < (wide / 100) * narrowest;
    return (
      height > 0 &&
      html`<rect class="${cells.length > 1 ? STACK_CLASSES[at] : 'bar'}" ${box}/>${hatch}${
        fits &&
        partNumber(plot, { index: at, middle: x + wide / 2, y: Math.round(y + height / 2 + 5), room }, text)
      }`
    );
  })}`;
}

/** Above parts stands their total, and a word that says so. */
function numberAbove({ words, pen }: Plot, cells: readonly Cell[], middle: number, summit: number): Html {
  const x = percent(middle);
  const y = Math.round(summit - 5);
  const [cell = { gap: 'none' }] = cells.length === 1 ? cells : [total(cells)];
  const isTotal = cells.length > 1 && 'count' in cell;
  return html`${isTotal && pen.write('above', { x, y: y - TOTAL_LINE }, words.say('dashboard.total-word'))}${pen.write('above', { x, y }, words.cell(cell))}`;
}

/** "10/26": as short as a column is narrow. */
function shortPeriod({ words }: Plot, { label: { id } }: TableRow): string {
  const [year = '', rest] = id.split('-');
  if (rest === undefined) return words.say('dashboard.count', { n: year });
  const short = { year: year.slice(2), part: rest.replace('Q', '') };
  return words.say(rest.startsWith('Q') ? 'dashboard.short-quarter' : 'dashboard.short-month', short);
}
