import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BlockSpec, THRESHOLD } from '../../bot/figures/block.ts';
import {
  blocks,
  type GroupedFact,
  monthsOf,
  openBlock,
  type PublishedBlock,
  publish,
  rollUp,
} from '../../bot/index.ts';
import { createStranger } from './stranger.ts';

const QUARTER = '2026-Q3';
const MONTHS = monthsOf(QUARTER);

const specOf = (id: string): BlockSpec => {
  const spec = blocks.find((block) => block.id === id);
  if (!spec) throw new Error(`no block ${id}`);
  return spec;
};
const linked = blocks.filter((spec: BlockSpec) => spec.shownBy?.some(({ block }) => block === 'ratings'));

const rating = fc.record({
  month: fc.constantFrom(...MONTHS),
  liking: fc.constantFrom('like', 'acceptable', 'dislike'),
  channel: fc.constantFrom('web', 'chat'),
  locale: fc.constantFrom('km', 'en'),
  gender: fc.constantFrom('female', 'male', null),
  place: fc.constantFrom('0101', '0102', '0201'),
  office: fc.constantFrom('hall', 'police'),
  service: fc.constantFrom('family-book', 'passport', 'road-tax'),
  ratings: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 200 })),
});
/** Every rating names the price, half of them the staff as well. */
const reasonsOf = (facts: readonly GroupedFact[]): GroupedFact[] =>
  facts.flatMap((fact) => [
    { ...fact, reason: 'price' },
    { ...fact, reason: 'staff', ratings: Math.ceil(Number(fact['ratings']) / 2) },
  ]);

/** Enough of everything for most blocks to be published. */
const base = MONTHS.flatMap((month) =>
  ['like', 'acceptable', 'dislike'].map((liking) => ({
    month,
    liking,
    channel: 'web',
    locale: 'km',
    gender: 'female',
    place: '0101',
    office: 'hall',
    service: 'passport',
    ratings: 20,
  })),
);

/** Publishes the ratings of a quarter, month by month, and then the blocks that hang on them. */
function publishAll(facts: readonly GroupedFact[]): PublishedBlock[] {
  const published: PublishedBlock[] = [];
  const add = (spec: BlockSpec, period: string) => {
    const ofPeriod = facts.filter(({ month }) => monthsOf(period).includes(String(month)));
    const block = publish(
      spec,
      rollUp(spec, ofPeriod, period, { severals: { reason: reasonsOf(ofPeriod) } }),
      published,
    );
    if (!('refused' in block)) published.push(block);
  };
  for (const month of MONTHS) add(specOf('ratings'), month);
  for (const spec of linked)
    for (const period of spec.grain === 'month' ? MONTHS : [QUARTER]) add(spec, period);
  return published;
}

test('blocks of the same ratings, all together, leave every hidden count wide open', () => {
  let together = 0;
  fc.assert(
    fc.property(fc.subarray(base, { minLength: 6 }), fc.array(rating, { maxLength: 14 }), (some, more) => {
      const published = publishAll([...some, ...more]);
      const stranger = createStranger();
      for (const block of published) stranger.learn(block);
      const hanging = published.filter(({ block }) => block !== 'ratings');
      for (const block of hanging) {
        const months = published.filter(
          (other) => other.block === 'ratings' && monthsOf(block.period).includes(other.period),
        );
        stranger.equate(block, { blocks: months, row: 'all', facets: ['liking'] });
      }
      together += hanging.length;
      // A small reason is hidden by itself: it adds up to nothing with others.
      for (const [about, { low, high }] of [...stranger.ranges(THRESHOLD)].filter(
        ([about]) => !about.includes(' reason '),
      ))
        expect(high - low > THRESHOLD - 1e-6 || high < 1e-6, `${about}: ${low} to ${high}`).toBe(true);
    }),
    { numRuns: 60 },
  );
  expect(together).toBeGreaterThan(100);
});

test('a block is not published in a period whose ratings are not', () => {
  const spec = specOf('ratings-by-office');
  const counted = rollUp(spec, base, QUARTER);
  expect(publish(spec, counted, [])).toEqual({ refused: 'link-missing' });
  const twoMonths = publishAll(base).filter(({ period }) => period !== MONTHS[0]);
  expect(publish(spec, counted, twoMonths)).toEqual({ refused: 'link-missing' });
});

test('nor beside ratings that hide what it would tell', () => {
  const spec = specOf('ratings-by-gender');
  const month = MONTHS[0] ?? '';
  const facts = [
    ...base.filter((fact) => fact.month === month && fact.liking !== 'dislike'),
    { ...base[0], liking: 'dislike', ratings: 3 },
  ];
  const ratings = publish(specOf('ratings'), rollUp(specOf('ratings'), facts, month));
  expect(publish(spec, rollUp(spec, facts, month), [ratings as PublishedBlock])).toEqual({
    refused: 'link-hidden',
  });
});

test('nor when facts have come since', () => {
  const spec = specOf('ratings-by-office');
  const later = rollUp(spec, [...base, { ...base[0], ratings: 1 }], QUARTER);
  expect(publish(spec, later, publishAll(base))).toEqual({ refused: 'link-differs' });
});

test('what another block shows is never hidden in the country row', () => {
  fc.assert(
    fc.property(fc.array(rating, { maxLength: 14 }), (more) => {
      for (const block of publishAll([...base, ...more]).filter((each) => each.block !== 'ratings')) {
        const read = openBlock(block);
        for (const value of ['like', 'acceptable', 'dislike'])
          expect(read({ row: 'all', facet: 'liking', value, measure: 'ratings' })).not.toBeNull();
      }
    }),
    { numRuns: 60 },
  );
});

test('answers hang on the answered questions, channel by channel', () => {
  const month = MONTHS[0] ?? '';
  const questions = [
    { outcome: 'answered', channel: 'web', questions: 70 },
    { outcome: 'answered', channel: 'chat', questions: 30 },
    { outcome: 'unanswered', channel: 'web', questions: 12 },
    { outcome: 'clarified', channel: 'chat', questions: 9 },
  ];
  const answers = [
    { place: '0101', service: 'passport', aspect: 'fee', channel: 'web', locale: 'km', answers: 70 },
    { place: '0201', service: 'passport', aspect: 'time', channel: 'chat', locale: 'en', answers: 30 },
  ];
  const visits = answers.map(({ place }) => ({ place, visits: 20, visitors: 20 }));
  const seen = publish(specOf('visits'), rollUp(specOf('visits'), visits, month));
  const asked = publish(specOf('questions'), rollUp(specOf('questions'), questions, month));
  const block = publish(specOf('answers'), rollUp(specOf('answers'), answers, month), [
    seen as PublishedBlock,
    asked as PublishedBlock,
  ]);
  expect(block).not.toHaveProperty('refused');
});

test('a block names every facet that it shares with one it hangs on', () => {
  for (const spec of blocks as readonly BlockSpec[])
    for (const { block, facets } of spec.shownBy ?? []) {
      const theirs = specOf(block).facets.map(({ id }) => id);
      expect(spec.facets.map(({ id }) => id).filter((id) => theirs.includes(id))).toEqual(facets);
    }
});
