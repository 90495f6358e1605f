import { type Html, html } from '../../html.ts';
import type { Plot } from './drawing.ts';

/** How the parts of a whole are told apart: by lightness first, by hue, and one by its lines. */
export const STACK_CLASSES = ['part-1', 'part-2', 'part-3'] as const;
const BOX = 14;
const LINE = 22;
/** Three lines and some air. */
export const LEGEND_HEIGHT = 3 * LINE + 10;

/** The lines of the third part. */
export const hatched = (id: string): Html =>
  html`<defs><pattern id="${id}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch" width="2" height="6"/></pattern></defs>`;

/** What each part is, above the chart: below each other, as names are long on a phone. */
export const legend = ({ id, columnIds, words, pen }: Plot): Html =>
  html`${columnIds.map((column, at) => {
    const y = at * LINE + 3;
    return html`<rect class="${STACK_CLASSES[at]}" x="0" y="${y}" width="${BOX}" height="${BOX}"/>${
      at === 2 && html`<rect fill="url(#${id}-hatch)" x="0" y="${y}" width="${BOX}" height="${BOX}"/>`
    }${pen.write('name', { x: '0', dx: BOX + 6, y: y + BOX - 2 }, words.column(column))}`;
  })}
`;
