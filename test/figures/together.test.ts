import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { THRESHOLD } from '../../bot/figures/block.ts';
import { tablesOf } from '../../bot/figures/published-tables.ts';
import { rangeOf } from '../../bot/figures/range.ts';
import { settle } from '../../bot/figures/settle.ts';
import { type PublishedBlock, publish, rollUp } from '../../bot/index.ts';
import type { Range } from './linear.ts';
import { expectBlock, facts, twoFacets, twoMeasures } from './random.ts';
import { createStranger } from './stranger.ts';

/** Linear programs answer in floating point. */
const ALMOST = 1e-6;

const isWide = ({ low, high }: Range): boolean => high - low > THRESHOLD - ALMOST || high < ALMOST;

/** The ranges that each table of a block leaves by itself. */
function rangesApart(block: PublishedBlock): Map<string, Range> {
  return new Map(
    tablesOf(block).flatMap(({ measure, facet, table }) => {
      settle(table);
      return table.cells
        .filter(({ hidden }) => hidden)
        .map((cell): [string, Range] => {
          const name = [block.block, block.period, cell.row, cell.value && facet, cell.value, measure];
          return [name.filter(Boolean).join(' '), rangeOf(table, cell)];
        });
    }),
  );
}

describe('all that is published of a block, taken together', () => {
  test.each([
    ['one measure', twoFacets],
    ['two measures', twoMeasures],
  ])('leaves every hidden count wide open, with %s', (_, spec) => {
    fc.assert(
      fc.property(facts(), (grouped) => {
        const stranger = createStranger();
        stranger.learn(expectBlock(publish(spec, rollUp(spec, grouped, '2026-10'))));
        for (const [about, range] of stranger.ranges(THRESHOLD))
          expect(isWide(range), `${about} ${JSON.stringify(range)}`).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test('tells exactly as much of each as its own table does', () => {
    fc.assert(
      fc.property(facts(8), (grouped) => {
        const block = expectBlock(publish(twoFacets, rollUp(twoFacets, grouped, '2026-10')));
        const stranger = createStranger();
        stranger.learn(block);
        const apart = rangesApart(block);
        for (const [about, { low, high }] of stranger.ranges()) {
          expect(apart.get(about)?.low, about).toBeCloseTo(low);
          expect(apart.get(about)?.high, about).toBe(Number.isFinite(high) ? Math.round(high) + 0 : high);
        }
      }),
      { numRuns: 60 },
    );
  });
});
