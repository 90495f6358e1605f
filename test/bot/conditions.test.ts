import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coverage } from '../../bot/catalogue/cover.ts';
import { applicable, type Condition, type Fact, holds } from '../../bot/index.ts';

const text = { km: 'ក', en: 'a' };
const facts: readonly Fact[] = [
  {
    id: 'area',
    type: 'number',
    name: text,
    ask: text,
    unit: text,
    each: text,
    measures: [{ words: {}, times: 1 }],
  },
  {
    id: 'rooms',
    type: 'number',
    whole: true,
    name: text,
    ask: text,
    unit: text,
    each: text,
    measures: [{ words: {}, times: 1 }],
  },
  {
    id: 'vehicle',
    type: 'choice',
    name: text,
    ask: text,
    values: ['car', 'bike', 'bus'].map((id) => ({ id, label: text, words: {} })),
  },
];

const bound = fc.integer({ min: 0, max: 6 });
const boundsOn = (limit: fc.Arbitrary<number>) =>
  fc.oneof(
    fc.record({ from: limit }),
    fc.record({ above: limit }),
    fc.record({ to: limit }),
    fc.record({ below: limit }),
  );
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ area: boundsOn(bound) }),
  fc.record({ rooms: boundsOn(fc.constantFrom(-1, 0, 0.5, 1, 2, 2.5)) }),
  fc.record({ vehicle: fc.oneof(fc.constantFrom('car', 'bike', 'bus'), fc.constant(['car', 'bus'])) }),
) as fc.Arbitrary<Condition>;
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ not: tie('condition') }),
  ),
}));
/** Areas from 0 on in quarters, whole rooms from 0 on: beyond every bound above. */
const everyCase = Array.from({ length: 31 }, (_, step) => step / 4).flatMap((area) =>
  [0, 1, 2, 3, 4].flatMap((rooms) => ['car', 'bike', 'bus'].map((vehicle) => ({ area, rooms, vehicle }))),
);

describe('conditions', () => {
  test('what is not known makes a condition neither true nor false', () => {
    expect(holds({ area: { above: 5 } }, {})).toBeUndefined();
    expect(holds({ any: [{ area: { above: 5 } }, { vehicle: 'car' }] }, { vehicle: 'car' })).toBe(true);
    expect(holds({ all: [{ area: { above: 5 } }, { vehicle: 'car' }] }, { vehicle: 'bus' })).toBe(false);
  });

  test('a number is never below zero, and what is counted is never a half', () => {
    const fine = { overlaps: [], gaps: [] };
    expect(coverage([{ area: { from: 0 } }], facts)).toEqual(fine);
    expect(coverage([{ rooms: { to: 2 } }, { rooms: { from: 3 } }], facts)).toEqual(fine);
    expect(coverage([{ area: { to: 2 } }, { area: { from: 3 } }], facts)?.gaps).not.toEqual([]);
    expect(coverage([{ rooms: { to: 2 } }, { rooms: { from: 4 } }], facts)?.gaps).toEqual([{ rooms: 3 }]);
  });

  test('the proof agrees with trying every case (property)', () => {
    fc.assert(
      fc.property(fc.array(condition, { minLength: 1, maxLength: 3 }), (cases) => {
        const found = coverage(cases, facts)!;
        const claims = everyCase.map((known) => cases.filter((one) => holds(one, known) === true).length);
        expect(found.overlaps.length > 0).toBe(claims.some((count) => count > 1));
        expect(found.gaps.length > 0).toBe(claims.some((count) => count === 0));
      }),
      { numRuns: 500 },
    );
  });

  test('the cases that may still hold are exactly those of some way to complete what is known (property)', () => {
    fc.assert(
      fc.property(
        fc.array(condition, { minLength: 1, maxLength: 3 }),
        fc.option(fc.constantFrom('car', 'bike', 'bus'), { nil: undefined }),
        (conditions, vehicle) => {
          const cases = [
            ...conditions.map((when, index) => ({ when, index })),
            { when: 'otherwise' as const, index: conditions.length },
          ];
          const known = vehicle ? { vehicle } : {};
          const expected = new Set<number>();
          for (const one of everyCase.filter((candidate) => !vehicle || candidate.vehicle === vehicle)) {
            const claimed = conditions.flatMap((when, index) => (holds(when, one) === true ? [index] : []));
            for (const index of claimed.length > 0 ? claimed : [conditions.length]) expected.add(index);
          }
          expect(applicable(cases, known, facts).map(({ index }) => index)).toEqual([...expected].sort());
        },
      ),
      { numRuns: 500 },
    );
  });
});
