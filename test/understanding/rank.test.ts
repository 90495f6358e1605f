import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from '../../bot/understand/decide.ts';
import { rank } from '../../bot/understand/rank.ts';
import { buildRanker } from '../../bot/understand/ranker.ts';
import type { GlossaryEntry, Row } from '../../bot/understand/row.ts';

const rows: readonly Row[] = [
  { label: 'passport', text: 'ធ្វើលិខិតឆ្លងដែនអស់ប៉ុន្មាន' },
  { label: 'passport', text: 'how much is a passport' },
  { label: 'passport', text: 'ប៉ាស្ព័រយកឯកសារអ្វីខ្លះ' },
  { label: 'birth', text: 'ចុះបញ្ជីកំណើតកូន' },
  { label: 'birth', text: 'register the birth of my baby' },
  { label: 'birth', text: 'សំបុត្រកំណើតធ្វើនៅណា' },
  { label: 'car', text: 'ចុះបញ្ជីឡានថ្មី' },
  { label: 'car', text: 'register a new vehicle' },
  { label: null, text: 'what is the weather today' },
  { label: null, text: 'ថ្ងៃនេះភ្លៀងទេ' },
];
const glossary: readonly GlossaryEntry[] = [
  { id: 'vehicle', words: ['ឡាន', 'រថយន្ត', 'lan', 'larn', 'car', 'vehicle'] },
];
const ranker = buildRanker(rows, glossary);
const first = (text: string) => rank(ranker, text).candidates[0]?.label;

describe('rank', () => {
  test.each([
    ['លិខិតឆ្លងដែនថ្លៃប៉ុន្មាន', 'passport'],
    ['លិខតឆ្លងដែន', 'passport'],
    ['pasport how much', 'passport'],
    ['likhet chlong daen os ponman', 'passport'],
    ['sombot komnert twer nv na', 'birth'],
    ['jos bonchi komnert kon', 'birth'],
    ['ចុះបញ្ជីរថយន្ត', 'car'],
    ['jos bonhchi larn', 'car'],
    ['paper for my car', 'car'],
  ])('%s → %s', (text, label) => {
    expect(first(text)).toBe(label);
  });

  test('rows that are not ours are never a candidate, and make it less sure', () => {
    const without = buildRanker(
      rows.filter(({ label }) => label !== null),
      glossary,
    );
    const question = 'is there rain today';
    expect(rank(ranker, question).candidates.map(({ label }) => label)).not.toContain(null);
    expect(decide(rank(ranker, question)).p).toBeLessThanOrEqual(decide(rank(without, question)).p);
  });

  test('the same rows always give the same ranker, also after a trip between threads', () => {
    const again = buildRanker(structuredClone(rows), glossary);
    expect(again).toEqual(ranker);
    const moved = structuredClone(ranker);
    expect(rank(moved, 'passport របស់ខ្ញុំ bat')).toEqual(rank(ranker, 'passport របស់ខ្ញុំ bat'));
  });

  test('equal scores keep the order of the rows', () => {
    const twins = ['second', 'first'].map((label) => ({ label, text: 'the same words' }));
    expect(rank(buildRanker(twins), 'the same words').candidates.map(({ label }) => label)).toEqual([
      'second',
      'first',
    ]);
  });

  test.each(['', ' ', 'x', 'ក', '🙂🙏', '???', '\u200b'])(
    '%j has nothing to compare: no candidate, abstain',
    (text) => {
      expect(decide(rank(ranker, text))).toEqual({ decision: 'abstain', p: 0, labels: [] });
    },
  );

  test('no rows, one row, only foreign rows: no trouble', () => {
    const foreign = rows.filter(({ label }) => label === null);
    expect(rank(buildRanker([]), 'passport').candidates).toEqual([]);
    expect(rank(buildRanker(foreign), 'weather').candidates).toEqual([]);
    expect(rank(buildRanker(rows.slice(0, 1)), 'លិខិតឆ្លងដែន').candidates[0]?.label).toBe('passport');
  });

  test('any text of up to a megabyte costs a bounded amount of work', () => {
    const texts = fc.tuple(
      fc.oneof(
        fc.string({ unit: 'binary', minLength: 1 }),
        fc.constantFrom('ក្រ', 'passport ', 'ﷺ', '្', 'ab c', 'ខ្ញុំ '),
      ),
      fc.integer({ min: 1, max: 1_000_000 }),
    );
    const work = fc.property(texts, ([text, size]) => {
      const { characters, features, postings, comparisons } = rank(
        ranker,
        text.repeat(Math.ceil(size / text.length)),
      ).work;
      expect(characters).toBeLessThanOrEqual(1024);
      expect(features).toBeLessThanOrEqual(16_000);
      expect(postings).toBeLessThanOrEqual(features * rows.length);
      expect(comparisons).toBeLessThanOrEqual(8);
    });
    fc.assert(work, { numRuns: 60 });
  });
});
