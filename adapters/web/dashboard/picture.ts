import type { Locale } from '../../../bot/index.ts';
import { type Html, html, markupOf, trusted } from '../html.ts';
import type { Drawing } from './charts/drawing.ts';
import { wrap } from './charts/wrap.ts';

/** What a picture of a figure says beside the chart, so that it can be passed on alone. */
export interface Picture {
  readonly locale: Locale;
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

/** The colours of the light page: a picture is looked at anywhere. */
const STYLE = trusted(`<style>
text { font-family: 'Noto Sans Khmer'; font-size: 14px; fill: #22281f; }
.title { font-size: 24px; font-weight: 600; fill: #14513f; }
.says { font-size: 16px; }
.period, .source { fill: #565c50; font-size: 13px; }
.warning { font-weight: 600; fill: #8a2d12; font-size: 16px; }
.bar { fill: #2f6f9f; }
.part-1 { fill: #1f5f93; } .part-2 { fill: #d8c48e; } .part-3 { fill: #b4552d; } .hatch { fill: #fff; opacity: 0.55; }
.on-dark, .on-light { text-anchor: middle; font-size: 13px; } .on-dark { fill: #fff; }
.grid { stroke: #d9d2bf; } .axis { stroke: #565c50; } .interval { stroke: #22281f; stroke-width: 2; }
.level { fill: #565c50; font-size: 12px; } .tick, .above { text-anchor: middle; font-size: 12px; }
</style>`);

/** A picture that needs nothing else but the font. */
export function pictureSvg({ locale, title, says, period, source, warning, drawing }: Picture): string {
  const texts = [
    { text: title, style: 'title', size: 24 },
    { text: warning ?? '', style: 'warning', size: 16 },
    { text: says, style: 'says', size: 16 },
    { text: period, style: 'period', size: 13 },
  ];
  let y = MARGIN;
  const placed = texts.map(({ text, style, size }) => {
    const block = paragraph(text, style, { size, y });
    y = block.end;
    return block.marks;
  });
  const chart = drawing && nested(drawing, y + 12);
  y += drawing ? drawing.height + 28 : 8;
  const last = paragraph(source, 'source', { size: 13, y });
  const height = Math.ceil(last.end + MARGIN - 16);
  return markupOf(html`<svg xmlns="http://www.w3.org/2000/svg" xml:lang="${locale}" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">
${STYLE}<rect width="100%" height="100%" fill="#fff"/>
${placed}${chart}${last.marks}</svg>`);
}

const nested = ({ height, marks }: Drawing, y: number): Html =>
  html`<svg x="${MARGIN}" y="${y}" width="${PICTURE_ROOM}" height="${height}">${marks}</svg>`;

function paragraph(
  text: string,
  style: string,
  { size, y }: { readonly size: number; readonly y: number },
): { readonly marks: Html; readonly end: number } {
  const lines = wrap(text, PICTURE_ROOM, size);
  const high = size * 1.65;
  const marks = lines.map(
    (
      line,
      at,
    ) => html`<text class="${style}" x="${MARGIN}" y="${(y + high * at + size).toFixed(1)}">${line}</text>
`,
  );
  return { marks: html`${marks}`, end: y + high * lines.length };
}
