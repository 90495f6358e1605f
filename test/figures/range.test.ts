import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rangeOf } from '../../bot/figures/range.ts';
import { settle } from '../../bot/figures/settle.ts';
import { tableOfFacet } from '../../bot/figures/table.ts';

const rows = [
  { id: 'all', parent: null },
  { id: 'north', parent: 'all' },
  { id: 'south', parent: 'all' },
  { id: 'hill', parent: 'north' },
  { id: 'lake', parent: 'north' },
];
const leaves = ['south', 'hill', 'lake'];
const values = ['web', 'chat'];
const parts = leaves.flatMap((leaf) => values.map((value) => ({ leaf, value })));

type Counts = ReadonlyMap<string, number>;

const isBelow = (leaf: string, row: string): boolean =>
  row === 'all' || row === leaf || (row === 'north' && leaf !== 'south');

/** Every cell of the table whose parts hold so many each: '' is the total of a row. */
function counted(numbers: readonly number[]): Counts {
  const sum = (row: string, value: string) =>
    parts.reduce(
      (whole, part, at) =>
        whole + (isBelow(part.leaf, row) && ['', part.value].includes(value) ? (numbers[at] ?? 0) : 0),
      0,
    );
  return new Map(
    rows.flatMap(({ id }) => ['', ...values].map((value) => [`${id} ${value}`, sum(id, value)])),
  );
}

/** All ways to deal a number out to so many parts. */
function dealt(number: number, into: number): number[][] {
  if (into === 1) return [[number]];
  return Array.from({ length: number + 1 }, (_, first) =>
    dealt(number - first, into - 1).map((rest) => [first, ...rest]),
  ).flat();
}

const masks = fc.uniqueArray(fc.constantFrom(...counted([]).keys()).filter((key) => key !== 'all '));

test('the range of a hidden cell is what all possible tables say, one by one', () => {
  const numbers = fc.array(fc.nat({ max: 2 }), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(numbers, masks, fc.boolean(), (truth, hidden, zerosAreHidden) => {
      const true_ = counted(truth);
      const least = (key: string) => (zerosAreHidden ? 0 : Math.min(1, true_.get(key) ?? 0));
      const known = (key: string) => {
        const isHidden = hidden.includes(key);
        const count = isHidden ? least(key) : (true_.get(key) ?? 0);
        return { count, hidden: isHidden, besides: 0, least: least(key), price: 1 };
      };
      const table = tableOfFacet(rows, values);
      for (const row of rows) {
        table.addTotal(row, known(`${row.id} `));
        for (const value of values) table.addCell(row, value, known(`${row.id} ${value}`));
      }
      expect(settle(table)).toBe(true);

      const possible = dealt(true_.get('all ') ?? 0, parts.length)
        .map(counted)
        .filter((other) =>
          [...other].every(([key, count]) =>
            hidden.includes(key) ? count >= least(key) : count === true_.get(key),
          ),
        );
      for (const cell of table.cells.filter((each) => each.hidden)) {
        const counts = possible.map((other) => other.get(`${cell.row} ${cell.value}`) ?? 0);
        expect(rangeOf(table, cell)).toEqual({ low: Math.min(...counts), high: Math.max(...counts) });
      }
    }),
    { numRuns: 500 },
  );
});

test('figures that do not add up are noticed', () => {
  const table = tableOfFacet(rows.slice(0, 1), values);
  const shown = (count: number) => ({ count, hidden: false, besides: 0, least: 0, price: 1 });
  table.addTotal(rows[0]!, shown(7));
  table.addCell(rows[0]!, 'web', shown(4));
  table.addCell(rows[0]!, 'chat', shown(2));
  expect(settle(table)).toBe(false);
});
