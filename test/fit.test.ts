import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pieces, shortened } from '../adapters/fit.ts';

const graphemes = (text: string) => [...new Intl.Segmenter('km', { granularity: 'grapheme' }).segment(text)];
const wild = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc
    .array(fc.constantFrom('ស្ត្រី', 'ខ្ញុំ', ' ', '\n', '។', '. ', '👨‍👩‍👧', 'passport', 'តម្លៃ'), {
      maxLength: 200,
    })
    .map((parts) => parts.join('')),
);

describe('pieces', () => {
  test('fit, lose nothing but white space, and tear no grapheme', () => {
    fc.assert(
      fc.property(wild, fc.integer({ min: 40, max: 120 }), (text, most) => {
        const found = pieces(text, most);
        for (const piece of found) {
          expect(piece.length).toBeLessThanOrEqual(most);
          expect(piece.trim()).not.toBe('');
        }
        const bare = (value: string) => value.replace(/\s+/gu, '');
        expect(bare(found.join(''))).toBe(bare(text));
      }),
    );
  });

  test.each([
    [
      'between paragraphs',
      'one line\nand more\n\nthe second part',
      28,
      ['one line\nand more', 'the second part'],
    ],
    [
      'between sentences',
      'First sentence here. Second one. Third',
      34,
      ['First sentence here. Second one.', 'Third'],
    ],
    ['between Khmer sentences', 'តម្លៃ ២០០០ រៀល។ ទៅឃុំ។ សូមអរគុណ', 24, ['តម្លៃ ២០០០ រៀល។ ទៅឃុំ។', 'សូមអរគុណ']],
    ['between words', 'aaaa bbbb cccc dddd', 11, ['aaaa bbbb', 'cccc dddd']],
  ])('are cut %s', (_where, text, most, expected) => {
    expect(pieces(text, most)).toEqual(expected);
  });

  test('a run of Khmer without spaces is cut between clusters', () => {
    const text = 'ស្ត្រី'.repeat(20);
    const whole = new Set(graphemes(text).map(({ segment }) => segment));
    for (const piece of pieces(text, 40))
      for (const { segment } of graphemes(piece)) expect(whole).toContain(segment);
  });

  test('one grapheme that is longer than the limit is cut after all', () => {
    expect(pieces(`e${'\u0301'.repeat(200)}`, 40).every((piece) => piece.length <= 40)).toBe(true);
  });
});

test('a shortened label fits and says that it goes on', () => {
  fc.assert(
    fc.property(wild, fc.integer({ min: 4, max: 40 }), (label, most) => {
      const short = shortened(label, most);
      expect(short.length).toBeLessThanOrEqual(most);
      if (label.length > most) expect(short.endsWith('…')).toBe(true);
      else expect(short).toBe(label);
    }),
  );
});
