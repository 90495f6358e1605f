import { type Html, html } from '../../html.ts';

/** How a text of a chart looks, and how much of it stands before its spot: nothing, a half, all. */
export const STYLES = {
  name: { size: 14, before: 0 },
  value: { size: 14, before: 0 },
  level: { size: 12, before: 1 },
  tick: { size: 12, before: 0.5 },
  above: { size: 12, before: 0.5 },
  'on-dark': { size: 13, before: 0.5 },
  'on-light': { size: 13, before: 0.5 },
  'on-hatched': { size: 13, before: 0.5 },
} as const;
export type Style = keyof typeof STYLES;

/** Across as a percentage of the chart, and then so many pixels; down in pixels. */
export interface Spot {
  readonly x: string;
  readonly dx?: number;
  readonly y: number;
}

/** Writes the texts of a chart. */
export interface Pen {
  readonly write: (style: Style, spot: Spot, text: string) => Html;
  /** How wide a text gets, in pixels. */
  readonly widthOf: (text: string, size: number) => number;
}

/** On a page a text stays text: the browser shapes it, with the page's own font. */
export const pagePen: Pen = {
  write: (style, { x, dx, y }, text) =>
    html`<text class="${style}" x="${x}"${dx !== undefined && html` dx="${dx}"`} y="${y}">${text}</text>`,
  widthOf: (text, size) =>
    [...text.replace(/\u17d2./gu, '')].reduce((sum, character) => sum + shareOf(character), 0) * size,
};

/** How wide a character is, in parts of its size; Noto Sans Khmer, a little generous. What stands below has no width. */
function shareOf(character: string): number {
  if (/\p{Mn}|\u200b/u.test(character)) return 0;
  if (/[\u17b6\u17be-\u17c5\u17c7\u17c8]/.test(character)) return 0.34;
  if (/[\u1780-\u17b5]/.test(character)) return 0.7;
  return /[ilt.,:;'|()]/.test(character) ? 0.32 : 0.6;
}
