import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCube, type FigureChoice, type PublishedBlock, publish, rollUp } from '../../bot/index.ts';
import { expectBlock, facts, twoFacets } from './random.ts';

const MONTHS = ['2026-08', '2026-09', '2026-10'];

const publishedMonths = fc
  .tuple(facts(), facts())
  .map((months) =>
    months.map((grouped, at) =>
      expectBlock(publish(twoFacets, rollUp(twoFacets, grouped, MONTHS[at] ?? ''))),
    ),
  );

const choices = fc.record({
  block: fc.constant('tested'),
  measure: fc.constant('answers'),
  periods: fc.subarray(MONTHS),
  rows: fc.subarray(['all', '01', '02', '03', '0101', '0102', '0201', '0301', '99']),
  split: fc.constantFrom(
    {},
    ...['web', 'chat', 'wall'].map((value) => ({ facet: 'channel', value })),
    ...['female', 'male', 'untold', 'martian'].map((value) => ({ facet: 'gender', value })),
    { facet: 'weather', value: 'rain' },
  ),
});

/** The published figures that a choice means, straight from the list. */
const figuresOf = (
  blocks: readonly PublishedBlock[],
  { periods, rows, measure, facet = '', value = '' }: FigureChoice & { rows: readonly string[] },
) =>
  blocks
    .flatMap(({ cells }) => cells)
    .filter((cell) => periods.includes(cell.period) && rows.includes(cell.row))
    .filter((cell) => cell.measure === measure && cell.facet === facet && cell.value === value);

test('whatever is chosen, a sum is one of published, visible figures', () => {
  fc.assert(
    fc.property(publishedMonths, choices, (blocks, { split, ...choice }) => {
      const asked = { ...choice, ...split };
      const cube = createCube(blocks);
      const { n, hidden, periods } = cube.sum(asked);
      const figures = figuresOf(blocks, asked);
      expect(n).toBe(figures.reduce((sum, figure) => sum + (figure.n ?? 0), 0));
      expect(hidden).toBeGreaterThanOrEqual(figures.filter((figure) => figure.n === null).length);
      expect(periods).toBe(choice.periods.filter((period) => period !== '2026-10').length);
    }),
    { numRuns: 1000 },
  );
});

test('values and rows say what asking for each of them would', () => {
  fc.assert(
    fc.property(publishedMonths, choices, (blocks, { split, ...choice }) => {
      const cube = createCube(blocks);
      for (const { value, ...sum } of cube.values({ ...choice, facet: 'channel' }))
        expect(sum).toEqual(cube.sum({ ...choice, facet: 'channel', value }));
      for (const { row, ...sum } of cube.rows({ ...choice, ...split, parent: 'all' }))
        expect(sum).toEqual(cube.sum({ ...choice, ...split, rows: [row] }));
    }),
    { numRuns: 200 },
  );
});

const [hill, lake] = [
  { place: '0101', channel: 'web', gender: 'female', answers: 40 },
  { place: '0102', channel: 'chat', gender: 'female', answers: 30 },
];
const october = (more: readonly { place: string; answers: number }[]) =>
  expectBlock(
    publish(
      twoFacets,
      rollUp(
        twoFacets,
        [hill, lake, ...more].map((fact) => ({ channel: 'web', gender: 'male', ...fact })),
        '2026-10',
      ),
    ),
  );
const choice = { block: 'tested', measure: 'answers', periods: ['2026-10'] };

test('a row with a hidden total hides all of its figures', () => {
  const cube = createCube([october([{ place: '0103', answers: 2 }])]);
  const values = cube.values({ ...choice, rows: ['0103'], facet: 'channel' });
  expect(values).toEqual(['chat', 'web'].map((value) => ({ value, n: 0, hidden: 1, periods: 1 })));
});

test('rows and values that did not occur are zero, not hidden', () => {
  const cube = createCube([october([])]);
  expect(cube.sum({ ...choice, rows: ['0301'] })).toEqual({ n: 0, hidden: 0, periods: 1 });
  expect(cube.sum({ ...choice, rows: ['all'], facet: 'channel', value: 'fax' })).toEqual({
    n: 0,
    hidden: 0,
    periods: 1,
  });
  expect(cube.rows({ ...choice, parent: '01' }).map(({ row, n }) => [row, n])).toEqual([
    ['0101', 40],
    ['0102', 30],
  ]);
});

test('periods that were not published are not counted', () => {
  const cube = createCube([october([])]);
  expect(cube.sum({ ...choice, periods: ['2026-09', '2026-10'], rows: ['all'] })).toEqual({
    n: 70,
    hidden: 0,
    periods: 1,
  });
  expect(cube.periods('tested')).toEqual(['2026-10']);
});

test('a block is published once for a period', () => {
  expect(() => createCube([october([]), october([])])).toThrow('tested is published twice in 2026-10');
});
