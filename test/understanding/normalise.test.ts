import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_CODE_POINTS, normalise, normaliseForReading } from '../../bot/understand/normalise.ts';

/** Mostly Khmer marks in any order, which is where a normaliser stumbles; and everything else that Unicode has. */
const khmerSoup = fc.string({
  unit: fc.oneof(
    {
      weight: 8,
      arbitrary: fc.integer({ min: 0x1780, max: 0x17ff }).map((point) => String.fromCodePoint(point)),
    },
    { weight: 1, arbitrary: fc.constantFrom('\u200b', '\u200d', 'a', ' ', '🙂', 'ﷺ') },
  ),
  maxLength: 60,
});
const anyText = fc.oneof(khmerSoup, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));

describe('normalise', () => {
  test('a normalised text stays as it is', () => {
    fc.assert(
      fc.property(anyText, (text) => normalise(normalise(text)) === normalise(text)),
      { numRuns: 2000 },
    );
  });

  test('never more than the code points that it promises, however long the text', () => {
    const long = fc
      .tuple(anyText, fc.integer({ min: 1, max: 20_000 }))
      .map(([text, times]) => text.repeat(times));
    const short = (text: string) => Array.from(normalise(text)).length <= MAX_CODE_POINTS;
    fc.assert(fc.property(long, short), { numRuns: 100 });
  });

  test.each([
    ['give, in four spellings', ['ឲ្យ', 'ឱ្យ', 'អោយ', 'ឲយ']],
    ['digits', ['១០៥', '105', '៱៰៵', '１０５']],
    ['zero-width space', ['សំបុត្រ\u200bកំណើត', 'សំបុត្រកំណើត']],
    ['subscript da and ta', ['កណ្ដាល', 'កណ្តាល']],
    ['case, accents and apostrophes', ["I'm at the CAFÉ", 'im at the cafe']],
    ['emoji and punctuation', ['ប៉ាស្ព័រ 🙏🙏?!', 'ប៉ាស្ព័រ']],
  ])('%s: all the same', (_, spellings) => {
    expect(new Set(spellings.map(normalise)).size).toBe(1);
  });

  test('different words stay different', () => {
    const words = ['កាត', 'កាំ', 'ការ', 'ការត', 'lan', 'lon', 'ដី', 'ដៃ'];
    expect(new Set(words.map(normalise)).size).toBe(words.length);
  });

  test('nothing to compare becomes the empty text', () => {
    expect(['', '   ', '🙂🙂', '?!…', '\u200b\u200d'].map(normalise)).toEqual(['', '', '', '', '']);
  });

  test('for reading, the marks that change the sound are kept', () => {
    expect(normaliseForReading('ប៉ា')).not.toBe(normaliseForReading('បា'));
    expect(normalise('ប៉ា')).toBe(normalise('បា'));
  });
});
