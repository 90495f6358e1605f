import fc from 'fast-check';
import type { BlockSpec } from '../../bot/figures/block.ts';
import type { GroupedFact, PublishedBlock, Refused } from '../../bot/index.ts';

/** A block of places with two facets, small enough to be attacked by brute force. */
export const twoFacets: BlockSpec = {
  id: 'tested',
  grain: 'month',
  rows: 'places',
  measures: ['answers'],
  facets: [{ id: 'channel' }, { id: 'gender', threshold: 10, unknown: 'untold' }],
};

/** The same with visits and visitors. */
export const twoMeasures: BlockSpec = { ...twoFacets, measures: ['visits', 'visitors'] };

/** Counts as they are: mostly few, sometimes many. */
export const count = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 6 }) },
  { weight: 3, arbitrary: fc.integer({ min: 5, max: 40 }) },
  { weight: 1, arbitrary: fc.integer({ min: 100, max: 3000 }) },
);

const districts = ['0101', '0102', '0103', '0201', '0202', '0301', null];

/** Grouped facts of a month, at a few places and with a few values. */
export const facts = (size = 14, counts = count): fc.Arbitrary<GroupedFact[]> =>
  fc.array(
    fc
      .record({
        place: fc.constantFrom(...districts),
        channel: fc.constantFrom('web', 'chat', 'wall'),
        gender: fc.constantFrom('female', 'male', null),
        answers: counts,
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      })
      .map(({ share, ...fact }) => ({
        ...fact,
        visits: fact.answers,
        visitors: Math.round(fact.answers * share),
      })),
    { maxLength: size },
  );

/** The block, where it was published. */
export function expectBlock(published: PublishedBlock | Refused): PublishedBlock {
  if ('refused' in published) throw new Error(`refused: ${published.refused}`);
  return published;
}
