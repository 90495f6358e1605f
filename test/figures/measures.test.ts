import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerRate, missRate, responseRate, satisfaction, wilson } from '../../bot/index.ts';

describe('the interval of a share', () => {
  // R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, 1998:
  // table I, method 3.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i', (successes, n, low, high) => {
    expect(wilson(successes, n).low).toBeCloseTo(low, 4);
    expect(wilson(successes, n).high).toBeCloseTo(high, 4);
  });

  test('holds the share, stays within 0 and 1, and is the same seen from the other side', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, part) => {
        const successes = Math.round(n * part);
        const { low, high } = wilson(successes, n);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(successes / n + 1e-12);
        expect(high).toBeGreaterThanOrEqual(successes / n - 1e-12);
        expect(wilson(n - successes, n).low).toBeCloseTo(1 - high, 9);
      }),
    );
  });

  test('of nothing is everything', () => expect(wilson(0, 0)).toEqual({ low: 0, high: 1 }));
});

test('satisfaction is likes of all ratings', () => {
  const told = satisfaction({ like: 1325, acceptable: 1203, dislike: 422 });
  if (told === 'too-few') throw new Error('these are enough');
  expect(told.n).toBe(2950);
  expect((100 * told.share).toFixed(1)).toBe('44.9');
  expect([told.low, told.high].map((share) => (100 * share).toFixed(1))).toEqual(['43.1', '46.7']);
});

test('of fewer than 30 no percentage is told', () => {
  expect(satisfaction({ like: 29, acceptable: 0, dislike: 0 })).toBe('too-few');
  expect(satisfaction({ like: 29, acceptable: 0, dislike: 1 })).toMatchObject({ n: 30 });
});

test('rates', () => {
  const questions = { answered: 70, clarified: 20, unanswered: 10 };
  expect(answerRate(questions)).toMatchObject({ share: 0.7, n: 100 });
  expect(missRate(questions)).toMatchObject({ share: 0.1, n: 100 });
  expect(responseRate(12, 48)).toMatchObject({ share: 0.25, n: 48 });
});
