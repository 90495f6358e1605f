import {
  BLANK,
  type Cell,
  type Column,
  caveat,
  type Figure,
  type TableRow,
  type Told,
} from '../../../bot/index.ts';
import { type Html, html } from '../html.ts';
import { headingOf } from './sentence.ts';
import type { Words } from './words.ts';

/** Longer tables are folded: the chart shows what is greatest. */
const MOST_OPEN = 12;

/** The table under a chart: the same numbers, in words. The ends of an interval stand with its share. */
export function tableOf(figure: Figure, told: Told, words: Words): Html {
  const { say } = words;
  if (told.rows.length === 0) return html``;
  const of = say(`dashboard.figures.${figure.id}.title`);
  const table = html`<div class="wide" role="region" tabindex="0" aria-label="${say('dashboard.table', { of })}">
<table><thead><tr><th scope="col">${say(`dashboard.figures.${figure.id}.rows`)}</th>${told.columns.map((column) => heading(column, words))}</tr></thead>
<tbody>${told.rows.map((row) => bodyRow(row, told.columns, words))}</tbody></table></div>`;
  if (told.rows.length <= MOST_OPEN) return html`${table}${keyTo(told, words)}`;
  return html`<details class="rows"><summary>${say('dashboard.all-rows', { count: told.rows.length })}</summary>${table}</details>${keyTo(told, words)}`;
}

const isEnd = ({ id }: Column): boolean => id === 'low' || id === 'high';

const heading = (column: Column, words: Words): Html | false =>
  !isEnd(column) &&
  html`<th scope="col"${column.is !== 'label' && html` class="number"`}>${headingOf(column, words)}</th>`;

const bodyRow = ({ label, cells }: TableRow, columns: readonly Column[], words: Words): Html =>
  html`<tr><th scope="row">${words.name(label)}</th>${columns.map((column, at) => {
    const ends = columns[at + 1]?.id === 'low' ? cells.slice(at + 1, at + 3) : [];
    return !isEnd(column) && tableCell(cells[at] ?? BLANK, column, { words, ends });
  })}</tr>
`;

interface Beside {
  readonly words: Words;
  readonly ends: readonly Cell[];
}

const tableCell = (cell: Cell, { is }: Column, { words, ends }: Beside): Html =>
  html`<td${is !== 'label' && html` class="number"`}>${
    'gap' in cell && (cell.gap === 'hidden' || cell.gap === 'none')
      ? html`<span aria-hidden="true">${words.cell(cell)}</span><span class="unseen">${words.say(`dashboard.caveat.${cell.gap}`)}</span>`
      : words.cell(cell)
  }${intervalOf(ends, words)}</td>`;

function intervalOf([low, high]: readonly Cell[], { say, cell }: Words): Html | false {
  if (!low || !high || !('share' in low)) return false;
  return html`<br><small>${say('dashboard.interval', { low: cell(low), high: cell(high) })}</small>`;
}

/** What the signs in a table mean: only those that occur in it. */
const KEY = ['hidden', 'at-least', 'too-few', 'not-published', 'later'] as const;

function keyTo({ rows }: Told, { say }: Words): Html | false {
  const there = new Set(rows.flatMap(({ cells }) => cells.map(caveat)));
  const lines = KEY.filter((caveat) => there.has(caveat)).map((caveat) => say(`dashboard.key.${caveat}`));
  return lines.length > 0 && html`<ul class="key">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}
