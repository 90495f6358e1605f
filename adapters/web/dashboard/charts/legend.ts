import { type Html, html } from '../../html.ts';
import type { Plot } from './drawing.ts';

/** How the parts of a whole are told apart: by lightness first, by hue, and one by its lines. */
export const STACK_CLASSES = ['part-1', 'part-2', 'part-3'] as const;
export const LEGEND_HEIGHT = 34;
const BOX = 14;

/** The lines of the third part. */
export const hatched = (id: string): Html =>
  html`<defs><pattern id="${id}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch" width="2" height="6"/></pattern></defs>`;

/** What each part is, above the chart. */
export const legend = ({ id, columnIds, words }: Plot): Html =>
  html`${columnIds.map((column, at) => {
    const x = `${at * 33}%`;
    return html`<rect class="${STACK_CLASSES[at]}" x="${x}" y="3" width="${BOX}" height="${BOX}"/>${
      at === 2 && html`<rect fill="url(#${id}-hatch)" x="${x}" y="3" width="${BOX}" height="${BOX}"/>`
    }<text class="name" x="${x}" dx="${BOX + 6}" y="15">${words.say(`dashboard.column.${column}`)}</text>`;
  })}
`;
