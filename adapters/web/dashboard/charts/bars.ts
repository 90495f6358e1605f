import { type Cell, sizeOf, type TableRow } from '../../../../bot/index.ts';
import { type Html, html } from '../../html.ts';
import { type Drawing, type Plot, percent } from './drawing.ts';
import { HATCHED, hatched, LEGEND_HEIGHT, legend, partNumber, STACK_CLASSES } from './legend.ts';
import { wrap } from './wrap.ts';

const TEXT = 14;
const LINE = 22;
const BAR = 18;
const GAP = 12;
/** The longest bar takes no more, as a percentage; and less where the numbers beside the bars are wide. */
const LONGEST = 80;
const BESIDE = 6;

/** Lying bars: the name above, the number behind. */
export function bars(plot: Plot): Drawing {
  const isShare = plot.rows.some((row) => plot.cellsOf(row).some((cell) => 'share' in cell));
  const most = isShare ? 100 : mostOf(plot, (cells) => sizeOf(cells[0]) ?? 0);
  const text = (row: TableRow) => textOf(plot, plot.cellsOf(row)[0]);
  const longest = longestOf(plot, text);
  const scale = longest / most;
  return listed(plot, 0, (row, y) => {
    const [cell] = plot.cellsOf(row);
    const end = (sizeOf(cell) ?? 0) * scale;
    return html`<rect class="bar" x="0" y="${y}" width="${percent(end)}" height="${BAR}"/>${
      isShare && interval(plot, row, { y, scale })
    }${numberOf(plot, text(row), isShare ? endOfInterval(plot, row) * scale : end, y)}`;
  });
}

/** Lying bars in parts, beside each other. */
export function stackedBars(plot: Plot): Drawing {
  const most = mostOf(plot, (cells) => cells.reduce((sum, cell) => sum + (sizeOf(cell) ?? 0), 0));
  const scale = longestOf(plot, (row) => totalText(plot, row)) / most;
  const drawing = listed(plot, LEGEND_HEIGHT, (row, y) => {
    let at = 0;
    const parts = plot.cellsOf(row).map((cell, index) => {
      const wide = (sizeOf(cell) ?? 0) * scale;
      at += wide;
      return part(plot, cell, { index, at: at - wide, wide, y });
    });
    return html`${parts}${numberOf(plot, totalText(plot, row), at, y)}`;
  });
  return { ...drawing, marks: html`${hatched(plot.id)}${legend(plot)}${drawing.marks}` };
}

interface Part {
  readonly index: number;
  readonly at: number;
  readonly wide: number;
  readonly y: number;
}
/** A part that is wide enough on a phone bears its number. */
const part = (plot: Plot, cell: Cell, { index, at, wide, y }: Part): Html | false => {
  const text = plot.words.cell(cell);
  const room = plot.pen.widthOf(text, TEXT) + BESIDE;
  const box = html`x="${percent(at)}" y="${y}" width="${percent(wide)}" height="${BAR}"`;
  return (
    wide > 0 &&
    html`<rect class="${STACK_CLASSES[index]}" ${box}/>${index === HATCHED && html`<rect fill="url(#${plot.id}-hatch)" ${box}/>`}${
      room < (wide / 100) * plot.narrowest &&
      partNumber(plot, { index, middle: at + wide / 2, y: y + BAR - 4, room }, text)
    }`
  );
};

/** What the parts add up to, as far as they are told. */
export function total(cells: readonly Cell[]): Cell {
  const count = cells.reduce((sum, cell) => sum + (sizeOf(cell) ?? 0), 0);
  const isWhole = cells.every((cell) => 'count' in cell && !cell.isLeast);
  if (isWhole) return { count };
  return count > 0 ? { count, isLeast: true } : { gap: 'hidden' };
}

const mostOf = ({ rows, cellsOf }: Plot, size: (cells: readonly Cell[]) => number): number =>
  Math.max(1, ...rows.map((row) => size(cellsOf(row))));

const textOf = ({ words }: Plot, cell: Cell | undefined): string => (cell ? words.cell(cell) : '');

/** Behind the parts stands their total: by its word nobody takes it for the last of them. */
const totalText = (plot: Plot, row: TableRow): string =>
  plot.words.say('dashboard.total', { n: textOf(plot, total(plot.cellsOf(row))) });

const numberOf = ({ pen }: Plot, text: string, end: number, y: number): Html | false =>
  text !== '' && pen.write('value', { x: percent(end), dx: BESIDE, y: y + BAR - 4 }, text);

/** Rows below each other: the name in as many lines as it takes, then what is drawn. */
function listed(plot: Plot, top: number, draw: (row: TableRow, y: number) => Html): Drawing {
  let y = top;
  const marks = plot.rows.map((row) => {
    const lines = wrap(plot.nameOf(row), plot.narrowest, TEXT, plot.pen);
    const texts = lines.map((line, at) =>
      plot.pen.write('name', { x: '0', y: y + LINE * at + TEXT + 2 }, line),
    );
    const bar = draw(row, y + LINE * lines.length);
    y += LINE * lines.length + BAR + GAP;
    return html`${texts}${bar}
`;
  });
  return { height: Math.max(y - GAP, 1), marks: html`${marks}` };
}

/** How long a bar may be, so that the widest of the numbers beside them still fits on a phone. */
function longestOf({ rows, pen, narrowest }: Plot, textBeside: (row: TableRow) => string): number {
  const widths = rows.map((row) => pen.widthOf(textBeside(row), TEXT));
  return Math.min(LONGEST, 100 - (100 * (Math.max(0, ...widths) + 2 * BESIDE)) / narrowest);
}

function interval(
  plot: Plot,
  row: TableRow,
  { y, scale }: { readonly y: number; readonly scale: number },
): Html | false {
  const [low, high] = [endOf(plot, row, 'low'), endOf(plot, row, 'high')];
  if (low === undefined || high === undefined) return false;
  return html`<line class="interval" x1="${percent(low * scale)}" x2="${percent(high * scale)}" y1="${y + BAR / 2}" y2="${y + BAR / 2}"/>`;
}

const endOfInterval = (plot: Plot, row: TableRow): number =>
  endOf(plot, row, 'high') ?? sizeOf(plot.cellsOf(row)[0]) ?? 0;

const endOf = ({ told }: Plot, { cells }: TableRow, end: 'low' | 'high'): number | undefined =>
  sizeOf(cells[told.columns.findIndex(({ id }) => id === end)]);
