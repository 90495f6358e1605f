import { type Cell, caveat, type Figure, type Told } from '../../../bot/index.ts';
import { type Html, html } from '../html.ts';
import type { Words } from './words.ts';

/** Longer tables are folded: the chart shows what is greatest. */
const MOST_OPEN = 12;

/** The table under a chart: the same numbers, in words. */
export function tableOf(figure: Figure, told: Told, words: Words): Html {
  const { say } = words;
  if (told.rows.length === 0) return html``;
  const table = html`<div class="wide" role="region" tabindex="0" aria-label="${say('dashboard.table', { of: say(`dashboard.figures.${figure.id}.title`) })}">
<table><thead><tr><th scope="col">${say(`dashboard.figures.${figure.id}.rows`)}</th>${told.columns.map(
    ({ id, is }) =>
      html`<th scope="col"${is !== 'label' && html` class="number"`}>${say(`dashboard.column.${id}`)}</th>`,
  )}</tr></thead>
<tbody>${told.rows.map(
    ({ label, isPart, cells }) =>
      html`<tr><th scope="row"${isPart && html` class="part"`}>${words.name(label)}</th>${cells.map((cell, at) => tableCell(cell, told.columns[at]?.is === 'label', words))}</tr>
`,
  )}</tbody></table></div>`;
  if (told.rows.length <= MOST_OPEN) return html`${table}${keyTo(told, words)}`;
  return html`<details class="rows"><summary>${say('dashboard.all-rows', { count: told.rows.length })}</summary>${table}</details>${keyTo(told, words)}`;
}

const tableCell = (cell: Cell, isLabel: boolean, { say, cell: told }: Words): Html =>
  html`<td${!isLabel && html` class="number"`}>${
    'gap' in cell && (cell.gap === 'hidden' || cell.gap === 'none')
      ? html`<span aria-hidden="true">${told(cell)}</span><span class="unseen">${say(`dashboard.caveat.${cell.gap}`)}</span>`
      : told(cell)
  }</td>`;

/** What the signs in a table mean: only those that occur in it. */
const KEY = ['hidden', 'at-least', 'too-few', 'not-published', 'later'] as const;

function keyTo({ rows }: Told, { say }: Words): Html | false {
  const there = new Set(rows.flatMap(({ cells }) => cells.map(caveat)));
  const lines = KEY.filter((caveat) => there.has(caveat)).map((caveat) => say(`dashboard.key.${caveat}`));
  return lines.length > 0 && html`<ul class="key">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}
