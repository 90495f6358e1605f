import { type Html, html } from '../../html.ts';
import { type Plot, percent } from './drawing.ts';

/** How the parts of a whole are told apart: by lightness first, by hue, and one by its lines. */
export const STACK_CLASSES = ['part-1', 'part-2', 'part-3'] as const;
/** The part that has lines. */
export const HATCHED = 2;
const NUMBER_STYLES = ['on-dark', 'on-light', 'on-hatched'] as const;
const NUMBER_HEIGHT = 16;
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
      at === HATCHED && html`<rect fill="url(#${id}-hatch)" x="0" y="${y}" width="${BOX}" height="${BOX}"/>`
    }${pen.write('name', { x: '0', dx: BOX + 6, y: y + BOX - 2 }, words.column(column))}`;
  })}
`;

interface NumberSpot {
  readonly index: number;
  /** As a percentage. */
  readonly middle: number;
  readonly y: number;
  /** How wide the number gets, with some air, in pixels. */
  readonly room: number;
}

/** The number of a part, in its middle; where there are lines they make room for it. */
export const partNumber = ({ pen }: Plot, { index, middle, y, room }: NumberSpot, text: string): Html => {
  const x = percent(middle);
  return html`${
    index === HATCHED &&
    html`<rect class="${STACK_CLASSES[HATCHED]}" x="${x}" y="${y - NUMBER_HEIGHT + 3}" width="${room.toFixed(1)}" height="${NUMBER_HEIGHT}" transform="translate(${(-room / 2).toFixed(1)} 0)"/>`
  }${pen.write(NUMBER_STYLES[index] ?? 'on-dark', { x, y }, text)}`;
};
