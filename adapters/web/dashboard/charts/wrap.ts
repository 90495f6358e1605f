/** How wide a character is, in parts of the letter size; measured on Noto Sans Khmer, a little generous. */
function widthOf(character: string): number {
  if (/\p{Mn}|[\u17d2\u200b]/u.test(character)) return 0;
  if (/[\u17b6\u17be-\u17c5\u17c7\u17c8]/.test(character)) return 0.34;
  if (/[\u1780-\u17b5]/.test(character)) return 0.7;
  return /[ilt.,:;'|()]/.test(character) ? 0.32 : 0.6;
}

/** Letters under a Khmer letter take no room of their own. */
export const textWidth = (text: string, size: number): number =>
  [...text.replace(/\u17d2./gu, '')].reduce((sum, character) => sum + widthOf(character), 0) * size;

const words = new Intl.Segmenter('km', { granularity: 'word' });

/** Cuts a text into lines that fit, between words; Khmer has no spaces, its words are found by a dictionary. */
export function wrap(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const { segment } of words.segment(text)) {
    const isMark = /^[\s\p{P}]+$/u.test(segment);
    if (line !== '' && !isMark && textWidth(line + segment, size) > width) {
      lines.push(line.trim());
      line = '';
    }
    line += segment;
  }
  return [...lines, line.trim()].filter((each) => each !== '');
}
