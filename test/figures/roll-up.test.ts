import { describe, expect, test } from 'vitest';
import type { BlockSpec, CountedBlock } from '../../bot/figures/block.ts';
import {
  blocks,
  closedMonths,
  closedQuarters,
  monthOf,
  monthsOf,
  openBlock,
  publish,
  quarterOf,
  rollUp,
} from '../../bot/index.ts';
import { expectBlock, twoFacets } from './random.ts';

const spec = (id: string): BlockSpec => blocks.find((block) => block.id === id) ?? twoFacets;
const totals = ({ rows }: CountedBlock) => Object.fromEntries(rows.map(({ id, total }) => [id, total[0]]));

describe('periods', () => {
  test('of a day', () => {
    expect(monthOf('2026-10-31')).toBe('2026-10');
    expect(['2026-01', '2026-03-31', '2026-10', '2026-12'].map(quarterOf)).toEqual([
      '2026-Q1',
      '2026-Q1',
      '2026-Q4',
      '2026-Q4',
    ]);
  });

  test('and their months', () => {
    expect(monthsOf('2026-Q3')).toEqual(['2026-07', '2026-08', '2026-09']);
    expect(monthsOf('2026-08')).toEqual(['2026-08']);
  });

  test('are closed when they are over', () => {
    expect(closedMonths('2026-11', '2027-02-01')).toEqual(['2026-11', '2026-12', '2027-01']);
    expect(closedMonths('2026-11', '2026-11-30')).toEqual([]);
    expect(closedQuarters('2026-06', '2026-12-31')).toEqual(['2026-Q3']);
    expect(closedQuarters('2026-07', '2027-01-01')).toEqual(['2026-Q3', '2026-Q4']);
  });
});

describe('facts are counted in every row above them', () => {
  test('of places, known or not', () => {
    const facts = ['0201', '0202', '02', null].map((place) => ({ place, channel: 'web', answers: 1 }));
    expect(totals(rollUp(spec('answers'), facts, '2026-10'))).toEqual({
      all: 4,
      '02': 3,
      '00': 1,
      '0201': 1,
      '0202': 1,
      '0200': 1,
      '0000': 1,
    });
  });

  test('of offices', () => {
    const facts = [
      { place: '0201', office: 'hall', ratings: 2 },
      { place: '0201', office: null, ratings: 1 },
    ];
    expect(totals(rollUp(spec('ratings-by-office'), facts, '2026-Q3'))).toMatchObject({
      '0201': 3,
      '0201/hall': 2,
      '0201/none': 1,
    });
  });

  test('of ratings with several reasons each', () => {
    const facts = [{ liking: 'dislike', channel: 'web', locale: 'km', ratings: 9 }];
    const reason = ['price', 'staff'].map((id) => ({ liking: 'dislike', reason: id, ratings: 6 }));
    const [country] = rollUp(spec('ratings'), facts, '2026-10', { severals: { reason } }).rows;
    expect(country?.total).toEqual([9]);
    expect(Object.fromEntries(country?.facets.get('reason') ?? [])).toEqual({
      'dislike:price': [6],
      'dislike:staff': [6],
    });
  });
});

test('a part that is more than the whole is refused', () => {
  expect(() => rollUp(spec('visits'), [{ place: '0201', visits: 2, visitors: 3 }], '2026-10')).toThrow(
    'visits: visits ≥ visitors cannot be 2, 3',
  );
});

test('a mean is told of the country alone, when it is one of enough', () => {
  const secondsOf = (row: string, visits: number) => {
    const fact = { place: '0201', channel: 'web', locale: 'km', gender: null, visits, visitors: visits };
    const counted = rollUp(spec('visits'), [{ ...fact, seconds: 900 }], '2026-10');
    return openBlock(expectBlock(publish(spec('visits'), counted)))({ row, measure: 'seconds' });
  };
  expect([secondsOf('all', 29), secondsOf('all', 30), secondsOf('02', 30)]).toEqual([null, 900, null]);
});

test('a reason is hidden with the liking that it is given for', () => {
  const facts = [
    { liking: 'like', channel: 'web', locale: 'km', ratings: 60 },
    { liking: 'acceptable', channel: 'web', locale: 'km', ratings: 7 },
    { liking: 'dislike', channel: 'web', locale: 'km', ratings: 3 },
  ];
  const reason = [
    { liking: 'like', reason: 'staff', ratings: 50 },
    { liking: 'like', reason: 'price', ratings: 4 },
    { liking: 'acceptable', reason: 'price', ratings: 7 },
  ];
  const read = openBlock(
    expectBlock(
      publish(spec('ratings'), rollUp(spec('ratings'), facts, '2026-10', { severals: { reason } })),
    ),
  );
  const shown = ['like:staff', 'like:price', 'acceptable:price'].map((value) =>
    read({ row: 'all', facet: 'reason', value, measure: 'ratings' }),
  );
  expect(shown).toEqual([50, null, null]);
});
