import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerTo, bareNumber, factsIn } from '../../bot/understand/facts.ts';
import { quantities } from '../../bot/understand/quantities.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';

const { facts } = realKnowledge().catalogue;
const first = (text: string) => quantities(text)[0]?.value;

describe('numbers as people and pages write them', () => {
  test.each([
    ['៣០ ០០០ រៀល', 30_000],
    ['៤២០,០០០', 420_000],
    ['២០.០០០', 20_000],
    ['៣0 000', 30_000],
    ['៣ម៉ឺនរៀល', 30_000],
    ['៣ម៉ឺន៥ពាន់', 35_000],
    ['១លាន២សែន', 1_200_000],
    ['500៛', 500],
    ['១០ម៉ឺនរៀល', 100_000],
    ['1.5 ha', 1.5],
    ['3k', 3_000],
    ['2 million riel', 2_000_000],
    ['០៧ថ្ងៃ', 7],
    ['１２ rooms', 12],
  ])('%s is %d', (text, value) => expect(first(text)).toBe(value));

  test('currencies', () => {
    expect(quantities('៥ម៉ឺនដុល្លារ')[0]).toMatchObject({ value: 50_000, currency: 'USD' });
    expect(quantities('$20 extra')[0]).toMatchObject({ value: 20, currency: 'USD' });
    expect(quantities('80000$')[0]).toMatchObject({ value: 80_000, currency: 'USD' });
    expect(quantities('១០,០០០ រៀល')[0]).toMatchObject({ value: 10_000, currency: 'KHR' });
  });

  test.each(['1', '1 ', '1x', '១ ', 'ពីរ', '3ម៉ឺន', '1,000 '])(
    'a megabyte of "%s" is read as far as its first 2,048 letters, and no further',
    (piece) => {
      const flood = piece.repeat(1_000_000 / piece.length);
      expect(quantities(flood)).toEqual(quantities(flood.slice(0, 2_048)));
      expect(quantities(flood).length).toBeLessThanOrEqual(2_048);
    },
  );

  test('any text gives at most one number for each of its letters (property)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('1', 'x', ' ', '២', '.', ',', 'ពីរ', 'two ', 'ម៉ឺន', '$', 'ហ')),
        (pieces) => {
          const text = pieces.join('');
          expect(quantities(text).length).toBeLessThanOrEqual(text.length);
          for (const { value } of quantities(text)) expect(Number.isFinite(value)).toBe(true);
        },
      ),
    );
  });
});

describe('values in a question', () => {
  test.each([
    ['សុំច្បាប់សង់វីឡា ៣០០ ម៉ែត្រការ៉េ', { area_m2: 300 }],
    ['សង់ផ្ទះល្វែងមួយ ៤x១៦', { area_m2: 64 }],
    ['fish pond 3 hectares', { area_m2: 30_000 }],
    ['I rent out 4 rooms', { rooms: 4 }],
    ['៥សន្លឹក', { sheets: 5 }],
    ['licence expired 2 years ago', { late_days: 730 }],
    ['ប័ណ្ណហួសថ្ងៃ ២ឆ្នាំ', { late_days: 730 }],
    ['a 155cc bike', { engine_cc: 155 }],
    ['ទិញផ្ទះ ៥ម៉ឺនដុល្លារ', { property_value: { amount: 50_000, currency: 'USD' } }],
    ['កូនអាយុ ៧ឆ្នាំ', { age_years: 7 }],
    ['passport for my 4 year old daughter', { age_years: 4 }],
    ['two rooms for rent', { rooms: 2 }],
    ['ពីរបន្ទប់', { rooms: 2 }],
  ])('%s', (text, known) => expect(factsIn(text, facts)).toMatchObject(known));

  test('"passport 10 years" is a validity, not an age', () => {
    expect(factsIn('how much for passport 10 years', facts)).not.toHaveProperty('age_years');
  });

  test('where two cases are named, neither is told', () => {
    expect(factsIn('ឡាន ឬម៉ូតូ', facts)).not.toHaveProperty('vehicle');
    expect(factsIn('ឡាន', facts)).toMatchObject({ vehicle: 'car' });
  });

  test('the longer word decides: "លឿនបំផុត" is urgent, not only fast', () => {
    expect(factsIn('ធ្វើលឿនបំផុត', facts)).toMatchObject({ speed: 'same-day' });
    expect(factsIn('ធ្វើលឿន', facts)).toMatchObject({ speed: 'fast' });
  });
});

test('an asked number may be bare', () => {
  const area = facts.find(({ id }) => id === 'area_m2')!;
  expect(answerTo(area, '350')).toBe(350);
  expect(answerTo(area, '៣៥០')).toBe(350);
  expect(answerTo(area, '4 x 16')).toBe(64);
  expect(answerTo(area, 'I do not know')).toBeUndefined();
});

test('only a bare small number picks a choice', () => {
  expect([bareNumber('2'), bareNumber('២'), bareNumber(' 12. '), bareNumber('(3)')]).toEqual([2, 2, 12, 3]);
  expect([bareNumber('2 rooms'), bareNumber('123'), bareNumber(''), bareNumber('២ថ្ងៃ')]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
