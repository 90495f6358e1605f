import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BlockSpec, type CountedBlock, isSmall } from '../../bot/figures/block.ts';
import { audit, openBlock, type PublishedBlock, publish, rollUp } from '../../bot/index.ts';
import { count, expectBlock, facts, twoFacets, twoMeasures } from './random.ts';

const MONTH = '2026-10';
const published = (spec: BlockSpec, grouped: Parameters<typeof rollUp>[1]) =>
  expectBlock(publish(spec, rollUp(spec, grouped, MONTH)));

/** Every count of a block that its public form could show, with what it shows. */
function shownBeside(spec: BlockSpec, { rows }: CountedBlock, block: PublishedBlock) {
  const read = openBlock(block);
  return rows.flatMap(({ id: row, total, facets }) =>
    spec.measures.flatMap((measure, at) => [
      { row, facet: '', is: total[at], shown: read({ row, measure }) },
      ...block.facets.flatMap(({ id: facet, values }) =>
        values.map((value) => {
          const is = facets.get(facet)?.get(value)?.[at] ?? 0;
          return { row, facet, is, shown: read({ row, facet, value, measure }) };
        }),
      ),
    ]),
  );
}

describe.each([
  ['one measure', twoFacets],
  ['two measures', twoMeasures],
])('a block of %s', (_, spec) => {
  test('is published, and a stranger finds nothing in it', () => {
    fc.assert(
      fc.property(facts(), (grouped) => {
        expect(audit(published(spec, grouped))).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  test('shows true counts, or none', () => {
    fc.assert(
      fc.property(facts(), (grouped) => {
        const counted = rollUp(spec, grouped, MONTH);
        const block = expectBlock(publish(spec, counted));
        for (const { is, shown } of shownBeside(spec, counted, block)) expect([is, null]).toContain(shown);
      }),
      { numRuns: 500 },
    );
  });

  test('is the same in whatever order the facts come', () => {
    fc.assert(
      fc.property(facts(), (grouped) => {
        expect(published(spec, [...grouped].reverse())).toEqual(published(spec, grouped));
      }),
      { numRuns: 200 },
    );
  });
});

test('a block of great counts hides nothing', () => {
  fc.assert(
    fc.property(facts(14, fc.integer({ min: 10, max: 500 })), (grouped) => {
      expect(published(twoFacets, grouped).cells.filter(({ n }) => n === null)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('one small count costs few others', () => {
  const grouped = ['0101', '0102', '0201', '0202'].flatMap((place, at) =>
    ['web', 'chat', 'wall'].map((channel, other) => ({ place, channel, answers: 40 + 10 * at + 30 * other })),
  );
  const block = published(twoFacets, [
    ...grouped,
    { place: '0103', channel: 'web', answers: 3 },
    { place: '0103', channel: 'chat', answers: 90 },
  ]);
  const hidden = block.cells.filter(({ facet, n }) => facet === 'channel' && n === null);
  expect(hidden.map(({ row, value }) => `${row} ${value}`)).toEqual([
    '0101 chat',
    '0101 web',
    '0103 chat',
    '0103 web',
  ]);
});

test('the country is told of, however few there are in each of its parts', () => {
  const few = fc.array(
    fc.record({
      place: fc
        .integer({ min: 1, max: 60 })
        .map((at) => `${String(1 + (at % 12)).padStart(2, '0')}0${at % 5}`),
      channel: fc.constantFrom('web', 'chat', 'chat', 'chat', 'wall'),
      visits: fc.integer({ min: 1, max: 3 }),
      returns: fc.integer({ min: 0, max: 4 }).map((at) => Math.max(0, at - 3)),
    }),
    { minLength: 100, maxLength: 200 },
  );
  const spec = { ...twoMeasures, facets: [{ id: 'channel' }] };
  fc.assert(
    fc.property(few, (drawn) => {
      const counted = rollUp(
        spec,
        drawn.map(({ returns, ...fact }) => ({ ...fact, visitors: Math.max(0, fact.visits - returns) })),
        MONTH,
      );
      fc.pre(
        [...(counted.rows[0]?.facets.get('channel')?.values() ?? [])].every((each) => !isSmall(each, 5)),
      );
      const block = expectBlock(publish(spec, counted));
      expect(block.cells.filter(({ row, n }) => row === 'all' && n === null)).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test('what nobody did is published as nothing', () => {
  expect(published(twoFacets, [])).toEqual({
    period: MONTH,
    block: 'tested',
    measures: ['answers'],
    rows: [],
    facets: [
      { id: 'channel', threshold: 5, values: [] },
      { id: 'gender', threshold: 10, values: [] },
    ],
    cells: [],
  });
});

test('larger blocks end as well', () => {
  const many = fc.array(
    fc.record({
      place: fc.integer({ min: 101, max: 112 }).map((code) => `0${code}`),
      channel: fc.integer({ min: 1, max: 9 }).map(String),
      answers: count,
    }),
    { minLength: 40, maxLength: 100 },
  );
  fc.assert(
    fc.property(many, (grouped) => {
      expect(audit(published(twoFacets, grouped))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

describe('a block of what people did', () => {
  const people = { ...twoMeasures, id: 'visits', facets: [] };
  const deeds: BlockSpec = { ...twoFacets, people: { block: 'visits', measure: 'visitors' } };

  test('tells of no row in which few people are, however much they did', () => {
    const visits = [
      { place: '0101', visits: 60, visitors: 50 },
      { place: '0201', visits: 30, visitors: 1 },
      { place: '0202', visits: 40, visitors: 40 },
    ];
    const done = visits.map(({ place }) => ({ place, channel: 'web', answers: 30 }));
    const known = expectBlock(publish(people, rollUp(people, visits, MONTH)));
    const read = openBlock(expectBlock(publish(deeds, rollUp(deeds, done, MONTH), [known])));
    const shown = ['all', '01', '0101', '02', '0201', '0202'].map((row) => read({ row, measure: 'answers' }));
    expect(shown).toEqual([90, 30, 30, 60, null, null]);
  });

  test('waits until it is told of people', () => {
    expect(publish(deeds, rollUp(deeds, [], MONTH))).toEqual({ refused: 'link-missing' });
  });

  test('is safe from strangers, whoever is few', () => {
    fc.assert(
      fc.property(facts(), facts(), (some, others) => {
        const known = expectBlock(publish(people, rollUp(people, others, MONTH)));
        const read = openBlock(known);
        const block = expectBlock(publish(deeds, rollUp(deeds, some, MONTH), [known]));
        const told = block.cells.filter(({ n }) => n !== null).map(({ row }) => row);
        for (const row of told) expect(read({ row, measure: 'visitors' })).toBeGreaterThanOrEqual(5);
      }),
      { numRuns: 500 },
    );
  });
});

test('a reason is not told where it would tell how few did not name it', () => {
  const spec: BlockSpec = {
    ...twoFacets,
    rows: 'country',
    facets: [{ id: 'liking' }, { id: 'reason', within: 'liking' }],
  };
  const rated = [{ liking: 'dislike', answers: 9 }];
  const severals = {
    reason: [
      { liking: 'dislike', reason: 'price', answers: 7 },
      { liking: 'dislike', reason: 'staff', answers: 9 },
    ],
  };
  const read = openBlock(expectBlock(publish(spec, rollUp(spec, rated, MONTH, { severals }))));
  const reasons = ['price', 'staff'].map((reason) =>
    read({ row: 'all', facet: 'reason', value: `dislike:${reason}`, measure: 'answers' }),
  );
  expect(reasons).toEqual([null, 9]);
});
