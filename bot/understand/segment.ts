const KHMER_WORDS = new Intl.Segmenter('km', { granularity: 'word' });

/** The words of a Khmer phrase, which is written without spaces. */
export function segment(phrase: string): string[] {
  return Array.from(KHMER_WORDS.segment(phrase), (word) => word.segment);
}
