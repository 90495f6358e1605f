import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Html, html } from '../html.ts';
import { type Pen, STYLES } from './charts/pen.ts';

/** A text as the shape of its letters. */
interface Outline {
  /** In units of the font, the base line at zero, upwards. */
  readonly path: string;
  readonly width: number;
}
/** Letters as shapes: what is drawn elsewhere then needs no font, and nobody shapes Khmer worse than a browser. */
export interface Letters extends Pen {
  readonly line: (
    weight: Weight,
    size: number,
    spot: { readonly x: number; readonly y: number },
    text: string,
  ) => Html;
}
export type Weight = keyof typeof FONTS;

const require = createRequire(import.meta.url);
const FONTS = {
  regular: '400Regular/NotoSansKhmer_400Regular.ttf',
  bold: '600SemiBold/NotoSansKhmer_600SemiBold.ttf',
} as const;
/** Texts whose shapes are kept: names come again in picture after picture. */
const MOST_KEPT = 2_000;

/** Loads shaper and fonts; both are needed for pictures alone. */
export async function loadLetters(): Promise<Letters> {
  const [regular, bold] = await Promise.all([FONTS.regular, FONTS.bold].map(openFont));
  const shapers = { regular: regular as Shaper, bold: bold as Shaper };
  return {
    widthOf: (text, size) => shapers.regular.outline(text).width * size,
    line: (weight, size, { x, y }, text) =>
      html`<path transform="translate(${x} ${y}) scale(${size} ${-size})" d="${shapers[weight].outline(text).path}"/>`,
    write: (style, { x, dx = 0, y }, text) => {
      const { size, before } = STYLES[style];
      const { path, width } = shapers.regular.outline(text);
      const shift = dx - width * size * before;
      return html`<svg x="${x}" y="${y}" overflow="visible"><path class="${style}" transform="translate(${shift.toFixed(2)} 0) scale(${size} ${-size})" d="${path}"/></svg>`;
    },
  };
}

interface Shaper {
  readonly outline: (text: string) => Outline;
}

async function openFont(file: string): Promise<Shaper> {
  const [hb, bytes] = await Promise.all([
    import('harfbuzzjs'),
    readFile(require.resolve(`@expo-google-fonts/noto-sans-khmer/${file}`)),
  ]);
  const face = new hb.Face(new hb.Blob(bytes));
  const font = new hb.Font(face);
  font.setScale(face.upem, face.upem);
  const shape = (text: string): Outline => {
    const buffer = new hb.Buffer();
    buffer.addText(text);
    buffer.guessSegmentProperties();
    hb.shape(font, buffer);
    const positions = buffer.getGlyphPositions();
    let x = 0;
    const glyphs = buffer.getGlyphInfos().map(({ codepoint }, at) => {
      const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[at] ?? {};
      const path = moved(font.glyphToPath(codepoint), x + xOffset, yOffset, face.upem);
      x += xAdvance;
      return path;
    });
    return { path: glyphs.join(''), width: x / face.upem };
  };
  return { outline: remembering(shape) };
}

/** Moves a path, and scales it from the units of the font to one: each pair of numbers is a point. */
function moved(path: string, dx: number, dy: number, units: number): string {
  let isAcross = false;
  return path.replace(/-?\d+(\.\d+)?/g, (number) => {
    isAcross = !isAcross;
    return String(Number(((Number(number) + (isAcross ? dx : dy)) / units).toFixed(4)));
  });
}

function remembering(shape: (text: string) => Outline): (text: string) => Outline {
  const kept = new Map<string, Outline>();
  return (text) => {
    const before = kept.get(text);
    if (before) return before;
    if (kept.size >= MOST_KEPT) kept.clear();
    const outline = shape(text);
    kept.set(text, outline);
    return outline;
  };
}
