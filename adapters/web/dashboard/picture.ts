import { type Html, html, markupOf, trusted } from '../html.ts';
import type { Drawing } from './charts/drawing.ts';
import { wrap } from './charts/wrap.ts';
import type { Letters, Weight } from './outlines.ts';

/** What a picture of a figure says beside the chart, so that it can be passed on alone. */
export interface Picture {
  readonly title: string;
  readonly says: string;
  readonly period: string;
  readonly source: string;
  /** Where the figures are invented: across everything. */
  readonly warning: string | undefined;
  readonly drawing: Drawing | undefined;
}

const WIDTH = 720;
const MARGIN = 36;
export const PICTURE_ROOM = WIDTH - 2 * MARGIN;
/** From one line to the next, in parts of the size: Khmer stands tall. */
const LEADING = 1.65;

/** The colours of the light page: a picture is looked at anywhere. */
const STYLE = trusted(`<style>
path { fill: #22281f; }
.title path { fill: #14513f; } .quiet path { fill: #565c50; } .warning path { fill: #8a2d12; }
.bar { fill: #2f6f9f; }
.part-1 { fill: #1f5f93; } .part-2 { fill: #d8c48e; } .part-3 { fill: #b4552d; } .hatch { fill: #fff; opacity: 0.55; }
path.on-dark, path.on-hatched { fill: #fff; } path.level { fill: #565c50; }
.grid { stroke: #d9d2bf; } .axis { stroke: #565c50; } .interval { stroke: #22281f; stroke-width: 2; }
</style>`);

/** A picture that needs nothing else, not even a font. */
export function pictureSvg(picture: Picture, letters: Letters): string {
  const { title, says, period, source, warning = '', drawing } = picture;
  const above = written(letters, MARGIN, [
    { text: title, look: 'title', weight: 'bold', size: 24 },
    { text: warning, look: 'warning', weight: 'bold', size: 16 },
    { text: says, look: 'says', weight: 'regular', size: 16 },
    { text: period, look: 'quiet', weight: 'regular', size: 13 },
  ]);
  const chartEnd = above.end + (drawing ? drawing.height + 36 : 16);
  const below = written(letters, chartEnd, [{ text: source, look: 'quiet', weight: 'regular', size: 13 }]);
  const height = Math.ceil(below.end + MARGIN - 10);
  return markupOf(html`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">
${STYLE}<rect width="100%" height="100%" fill="#fff"/>
${above.marks}${drawing && nested(drawing, above.end + 16)}${below.marks}</svg>`);
}

const nested = ({ height, marks }: Drawing, y: number): Html =>
  html`<svg x="${MARGIN}" y="${y.toFixed(1)}" width="${PICTURE_ROOM}" height="${height}" overflow="visible">${marks}</svg>`;

interface Paragraph {
  readonly text: string;
  readonly look: string;
  readonly weight: Weight;
  readonly size: number;
}

/** Paragraphs below each other, each in as many lines as it takes. */
function written(
  letters: Letters,
  top: number,
  paragraphs: readonly Paragraph[],
): { readonly marks: Html; readonly end: number } {
  let y = top;
  const marks = paragraphs.map(({ text, look, weight, size }) => {
    const lines = wrap(text, PICTURE_ROOM, size, letters).map((line) => {
      y += size * LEADING;
      return letters.line(weight, size, { x: MARGIN, y: Math.round(y - size * 0.4) }, line);
    });
    return html`<g class="${look}">${lines}</g>
`;
  });
  return { marks: html`${marks}`, end: y };
}
