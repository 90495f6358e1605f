import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openBoard } from '../../adapters/web/dashboard/board.ts';
import { createAmounts } from '../../bot/dashboard/amounts.ts';
import {
  ALL,
  createCube,
  FIGURES,
  type PublishedBlock,
  publish,
  rollUp,
  type Told,
} from '../../bot/index.ts';
import { expectBlock, facts, twoFacets } from '../figures/random.ts';

const MONTH = '2026-10';

/** A published block in one line a row: its total, and what is shown of each value; null is hidden. */
interface Invented {
  readonly block: string;
  readonly measure?: string;
  readonly facet?: string;
  readonly period?: string;
  readonly rows: Readonly<Record<string, readonly [number | null, Readonly<Record<string, number | null>>?]>>;
  readonly parents?: Readonly<Record<string, string>>;
}

function invented({ block, rows, facet, parents = {}, ...rest }: Invented): PublishedBlock {
  const { measure = block.replace(/-by.*/, ''), period = MONTH } = rest;
  const values = Object.values(rows).flatMap(([, split = {}]) => Object.keys(split));
  return {
    period,
    block,
    measures: [measure],
    rows: Object.keys(rows).map((id, at) => ({
      id,
      parent: at === 0 ? null : (parents[id] ?? ALL),
      depth: at === 0 ? 0 : parents[id] ? 2 : 1,
    })),
    facets: facet ? [{ id: facet, threshold: 5, values: [...new Set(values)] }] : [],
    cells: Object.entries(rows).flatMap(([row, [total, split = {}]]) => [
      { period, block, row, measure, facet: '', value: '', n: total },
      ...Object.entries(split).map(([value, n]) => ({
        period,
        block,
        row,
        measure,
        facet: facet ?? '',
        value,
        n,
      })),
    ]),
  };
}

const PLACES = ['01', '0101', '0102', '02', '0201'];
function tell(id: string, blocks: readonly PublishedBlock[], query: object = {}): Told {
  const visits = invented({ block: 'visits', facet: 'channel', rows: { [ALL]: [100, { web: 100 }] } });
  const all = blocks.some(({ block }) => block === 'visits') ? blocks : [visits, ...blocks];
  const board = openBoard(createCube(all), PLACES);
  const figure = FIGURES.find((one) => one.id === id);
  const told = figure && board.tell(figure, board.select(query));
  if (!told || typeof told === 'string') throw new Error(`${id}: ${told}`);
  return told;
}
const label = (kind: string, id: string) => ({ label: { kind, id } });
const HIDDEN = { gap: 'hidden' };

it('the most that is possible is never below what was hidden, the sum never above', () => {
  fc.assert(
    fc.property(facts(), facts(), (one, two) => {
      const counted = [one, two].map((grouped, at) => rollUp(twoFacets, grouped, `2026-0${at + 1}`));
      const periods = counted.map(({ period }) => period);
      const amounts = createAmounts(createCube(counted.map((each) => expectBlock(publish(twoFacets, each)))));
      for (const { id, parent } of counted.flatMap(({ rows }) => rows)) {
        const above = parent === null ? [] : parent === ALL ? [ALL] : [parent, ALL];
        for (const facet of ['channel', 'gender', undefined])
          for (const value of facet === undefined ? [undefined] : ['web', 'chat', 'female', 'untold']) {
            const truth = counted.reduce((sum, { rows }) => {
              const row = rows.find((each) => each.id === id);
              const counts = facet === undefined ? row?.total : row?.facets.get(facet)?.get(value ?? '');
              return sum + (counts?.[0] ?? 0);
            }, 0);
            const where = {
              block: 'tested',
              measure: 'answers',
              periods,
              rows: [id],
              ...(facet === undefined ? {} : { facet, value: value ?? '' }),
            };
            expect(amounts.most(where, above)).toBeGreaterThanOrEqual(truth);
            expect(amounts.most(where, [])).toBeGreaterThanOrEqual(truth);
            const sum = amounts.sum(where);
            if ('count' in sum) expect(sum.count).toBeLessThanOrEqual(truth);
          }
      }
    }),
    { numRuns: 200 },
  );
});

describe('the most asked in a place', () => {
  const answers = (here: readonly [number | null, Record<string, number | null>]) => [
    invented({
      block: 'answers',
      facet: 'service',
      rows: { [ALL]: [100, { a: 50, b: 50 }], '01': here, '02': [30, { a: 20, b: 10 }] },
    }),
  ];
  const first = (here: Parameters<typeof answers>[0]) =>
    tell('services-by-place', answers(here))
      .rows.find((row) => row.label.id === '01')
      ?.cells.slice(0, 2);

  it('is not named where a hidden number can be larger', () => {
    expect(first([40, { a: 12, b: null, c: null }])).toEqual([HIDDEN, HIDDEN]);
    expect(
      tell('provinces', [
        invented({ block: 'visits', facet: 'channel', rows: { [ALL]: [9, {}], '01': [9, {}] } }),
        ...answers([40, { a: 12, b: null, c: null }]),
      ]).rows[0]?.cells[2],
    ).toEqual(HIDDEN);
  });

  it('is named where all that is hidden together cannot be larger', () => {
    expect(first([40, { a: 25, b: null, c: null }])).toEqual([label('service', 'a'), { count: 25 }]);
  });

  it('is not named where nobody knows how much is hidden', () => {
    expect(first([null, {}])).toEqual([HIDDEN, HIDDEN]);
    const lone = invented({ block: 'answers', rows: { [ALL]: [90], '01': [90] } });
    expect(
      tell('services-by-place', [
        lone,
        ...answers([40, { a: 40 }]).map((block) => ({ ...block, period: '2026-09' })),
        invented({ block: 'visits', period: '2026-09', rows: { [ALL]: [9] } }),
        invented({ block: 'visits', rows: { [ALL]: [9] } }),
      ]).rows.find((row) => row.label.id === '01')?.cells[0],
    ).toEqual(HIDDEN);
  });

  it('is told without a winner where there is none', () => {
    const told = tell('services-by-place', [
      invented({
        block: 'answers',
        facet: 'service',
        rows: { [ALL]: [100, { a: 50, b: 50 }], '01': [100, { a: null, b: null }] },
      }),
    ]);
    expect(told).toMatchObject({
      says: { n: { count: 100 } },
      plainly: { as: 'counted', column: 'answers' },
    });
  });
});

describe('sentences name the largest only where it is', () => {
  const visits = (rows: Invented['rows'], facet = 'locale') => [
    invented({ block: 'visits', facet, rows, parents: { '0101': '01', '0102': '01' } }),
  ];

  it('among places', () => {
    const sure = visits({ [ALL]: [100], '01': [60], '02': [null] });
    expect(tell('provinces', sure)).toMatchObject({
      says: { first: label('place', '01'), n: { count: 60 } },
    });
    expect(tell('provinces', sure).plainly).toBeUndefined();
    const unsure = visits({ [ALL]: [100], '01': [40], '02': [null], '03': [null] });
    expect(tell('provinces', unsure)).toMatchObject({
      says: { first: label('place', '01'), n: { count: 40 } },
      plainly: { as: 'unsure', column: 'visits' },
    });
  });

  it('among values, and not of the one that was chosen', () => {
    const split = visits({ [ALL]: [100, { km: 60, en: 40 }] });
    expect(tell('language', split).says).toMatchObject({
      first: label('locale', 'km'),
      total: { count: 100 },
    });
    expect(tell('language', split, { language: 'en' })).toMatchObject({
      says: { first: label('locale', 'en'), n: { count: 40 } },
      plainly: { as: 'only', column: 'visits' },
    });
    expect(tell('language', split, { language: 'en' }).says).not.toHaveProperty('total');
    expect(tell('language', visits({ [ALL]: [100, { km: 40, en: null, fr: null }] })).plainly?.as).toBe(
      'unsure',
    );
  });

  it('among months', () => {
    const months = (september: number | null) => [
      ...visits({ [ALL]: [50] }),
      invented({ block: 'visits', period: '2026-09', rows: { [ALL]: [september] } }),
    ];
    expect(tell('time', months(20)).says).toMatchObject({ most: label('period', MONTH) });
    expect(tell('time', months(null)).plainly?.as).toBe('unsure');
    expect(tell('time', visits({ [ALL]: [50] })).plainly?.as).toBe('only');
  });

  it('among those who told it', () => {
    const gender = (rows: Record<string, number | null>) =>
      tell('gender', visits({ [ALL]: [100, rows] }, 'gender'));
    expect(gender({ untold: 60, female: 25, male: 15 }).says?.['first']).toEqual(label('gender', 'female'));
    expect(gender({ untold: 90, female: null, male: null }).plainly?.as).toBe('unsure');
  });
});

describe('ratings', () => {
  const rated = (block: string, rows: Invented['rows'], parents: Invented['parents'] = {}) =>
    invented({
      block,
      measure: 'ratings',
      facet: 'liking',
      period: block === 'ratings-by-gender' ? MONTH : '2026-Q3',
      rows,
      parents,
    });
  const QUARTER = ['2026-07', '2026-08', '2026-09'].map((period) =>
    invented({ block: 'visits', period, rows: { [ALL]: [100] } }),
  );
  const LIKED = { like: 30, acceptable: 5, dislike: 5 };

  it('by gender say nothing of those who did not tell it as of a group', () => {
    const told = tell('ratings-by-gender', [
      rated('ratings-by-gender', {
        [ALL]: [80, LIKED],
        untold: [40, LIKED],
        female: [null, {}],
        male: [null, {}],
      }),
    ]);
    expect(told.plainly).toEqual({ as: 'unsure', column: 'ratings' });
    const known = tell('ratings-by-gender', [
      rated('ratings-by-gender', {
        [ALL]: [100, LIKED],
        untold: [40, LIKED],
        female: [40, LIKED],
        male: [20, {}],
      }),
    ]);
    expect(known.plainly).toBeUndefined();
    expect(known.says).toMatchObject({ first: label('gender', 'female'), n: { count: 40 } });
  });

  it('are told as a number where they are too few for a share', () => {
    const told = tell('ratings-by-office', [
      ...QUARTER,
      rated(
        'ratings-by-office',
        {
          [ALL]: [22, { like: 12, acceptable: 5, dislike: 5 }],
          '01': [12, { like: null, acceptable: null, dislike: 5 }],
          '02': [10, {}],
        },
        { '01': ALL, '02': ALL },
      ),
    ]);
    expect(told).toMatchObject({
      says: { first: label('place', '01'), n: { count: 12 } },
      plainly: { as: 'only', column: 'ratings' },
    });
  });
});
