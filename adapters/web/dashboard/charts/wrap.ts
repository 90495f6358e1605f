import type { Pen } from './pen.ts';

const words = new Intl.Segmenter('km', { granularity: 'word' });

/** A bracket that opens goes on to the next line with what it encloses. */
const OPENING = /[\p{Ps}\p{Pi}]\s*$/u;

/** Cuts a text into lines that fit, between words; Khmer has no spaces, its words are found by a dictionary. */
export function wrap(text: string, width: number, size: number, { widthOf }: Pick<Pen, 'widthOf'>): string[] {
  const lines: string[] = [];
  let line = '';
  for (const { segment } of words.segment(text)) {
    const isMark = /^[\s\p{P}]+$/u.test(segment);
    if (line !== '' && !isMark && widthOf(line + segment, size) > width) {
      const opening = line.match(OPENING)?.[0] ?? '';
      lines.push(line.slice(0, line.length - opening.length).trim());
      line = opening;
    }
    line += segment;
  }
  return [...lines, line.trim()].filter((each) => each !== '');
}
