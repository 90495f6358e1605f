import { type Cell, sizeOf, type TableRow } from '../../../../bot/index.ts';
import { type Html, html } from '../../html.ts';
import { type Drawing, type Plot, percent } from './drawing.ts';
import { hatched, LEGEND_HEIGHT, legend, STACK_CLASSES } from './legend.ts';
import { wrap } from './wrap.ts';

const TEXT = 14;
const LINE = 22;
const BAR = 18;
const GAP = 12;
/** What the longest bar takes; the number beside it takes the rest. */
const LONGEST = 78;

/** Lying bars: the name above, the number behind. */
export function bars(plot: Plot): Drawing {
  const isShare = plot.rows.some((row) => plot.cellsOf(row).some((cell) => 'share' in cell));
  const most = isShare ? 100 : mostOf(plot, (cells) => sizeOf(cells[0]) ?? 0);
  return listed(plot, 0, (row, y) => {
    const [cell] = plot.cellsOf(row);
    const end = ((sizeOf(cell) ?? 0) / most) * LONGEST;
    return html`<rect class="bar" x="0" y="${y}" width="${percent(end)}" height="${BAR}"/>${
      isShare && interval(plot, row, y)
    }${number(plot, cell, isShare ? endOfInterval(plot, row) : end, y)}`;
  });
}

/** Lying bars in parts, beside each other. */
export function stackedBars(plot: Plot): Drawing {
  const most = mostOf(plot, (cells) => cells.reduce((sum, cell) => sum + (sizeOf(cell) ?? 0), 0));
  const drawing = listed(plot, LEGEND_HEIGHT, (row, y) => {
    let at = 0;
    const parts = plot.cellsOf(row).map((cell, index) => {
      const wide = ((sizeOf(cell) ?? 0) / most) * LONGEST;
      at += wide;
      return part(plot, cell, { index, at: at - wide, wide, y });
    });
    return html`${parts}${number(plot, total(plot.cellsOf(row)), at, y)}`;
  });
  return { ...drawing, marks: html`${hatched(plot.id)}${legend(plot)}${drawing.marks}` };
}

interface Part {
  readonly index: number;
  readonly at: number;
  readonly wide: number;
  readonly y: number;
}
/** A part wide enough bears its number. */
const ENOUGH = 9;

const part = ({ id, words }: Plot, cell: Cell, { index, at, wide, y }: Part): Html | false =>
  wide > 0 &&
  html`<rect class="${STACK_CLASSES[index]}" x="${percent(at)}" y="${y}" width="${percent(wide)}" height="${BAR}"/>${
    index === 2 &&
    html`<rect fill="url(#${id}-hatch)" x="${percent(at)}" y="${y}" width="${percent(wide)}" height="${BAR}"/>`
  }${
    wide >= ENOUGH &&
    index < 2 &&
    html`<text class="${index === 0 ? 'on-dark' : 'on-light'}" x="${percent(at + wide / 2)}" y="${y + BAR - 4}">${words.cell(cell)}</text>`
  }`;

/** What the parts add up to, as far as they are told. */
export function total(cells: readonly Cell[]): Cell {
  const count = cells.reduce((sum, cell) => sum + (sizeOf(cell) ?? 0), 0);
  const isWhole = cells.every((cell) => 'count' in cell && !cell.isLeast);
  if (isWhole) return { count };
  return count > 0 ? { count, isLeast: true } : { gap: 'hidden' };
}

const mostOf = ({ rows, cellsOf }: Plot, size: (cells: readonly Cell[]) => number): number =>
  Math.max(1, ...rows.map((row) => size(cellsOf(row))));

const number = ({ words }: Plot, cell: Cell | undefined, end: number, y: number): Html | false =>
  cell !== undefined &&
  html`<text class="value" x="${percent(end)}" dx="6" y="${y + BAR - 4}">${words.cell(cell)}</text>`;

/** Rows below each other: the name in as many lines as it takes, then what is drawn. */
function listed(plot: Plot, top: number, draw: (row: TableRow, y: number) => Html): Drawing {
  let y = top;
  const marks = plot.rows.map((row) => {
    const lines = wrap(plot.nameOf(row), plot.narrowest, TEXT);
    const texts = lines.map(
      (line, at) => html`<text class="name" x="0" y="${y + LINE * at + TEXT + 2}">${line}</text>`,
    );
    const bar = draw(row, y + LINE * lines.length);
    y += LINE * lines.length + BAR + GAP;
    return html`${texts}${bar}
`;
  });
  return { height: Math.max(y - GAP, 1), marks: html`${marks}` };
}

function interval({ told }: Plot, { cells }: TableRow, y: number): Html | false {
  const [low, high] = ['low', 'high'].map((id) =>
    sizeOf(cells[told.columns.findIndex((column) => column.id === id)]),
  );
  if (low === undefined || high === undefined) return false;
  const [from, to] = [low, high].map((share) => percent((share / 100) * LONGEST));
  return html`<line class="interval" x1="${from}" x2="${to}" y1="${y + BAR / 2}" y2="${y + BAR / 2}"/>`;
}

function endOfInterval({ told, cellsOf }: Plot, row: TableRow): number {
  const high = sizeOf(row.cells[told.columns.findIndex(({ id }) => id === 'high')]);
  return ((high ?? sizeOf(cellsOf(row)[0]) ?? 0) / 100) * LONGEST;
}
