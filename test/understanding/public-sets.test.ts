import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { indexNames, rankNames } from '../../bot/understand/names.ts';
import { normalise } from '../../bot/understand/normalise.ts';
import type { Row } from '../../bot/understand/row.ts';
import { judgeRows, readRows } from '../../scripts/evaluate/rows.ts';
import { reportOn } from '../../scripts/evaluate/rows-report.ts';

/** The public sets are not part of the project (their licences differ): see README there. */
const DATA = '../shared/eval';
const missing = !existsSync(DATA);
const where = missing ? `skipped: ${DATA} is not there` : 'floors, a little below what was measured';

describe.skipIf(missing)(`public sets (${where})`, () => {
  test.each([
    // The goal for CLINC150 @3 is 92.5; today it is 92.0, so the goal is missed and the floor says only that.
    ['clinc150', { at1: 81, at3: 91.5, auroc: 91 }],
    ['banking77', { at1: 75, at3: 88 }],
    ['hwu64', { at1: 71, at3: 85 }],
    ['banking77_oos', { at1: 71, at3: 86, auroc: 74 }],
  ])('%s, ten examples for each label', (name, floors) => {
    const rows: readonly (Row & { readonly split?: string })[] = readRows(`${DATA}/${name}.dev.jsonl`);
    const index = rows.filter(({ split }) => split === 'train10');
    const report = reportOn(
      index,
      judgeRows(
        index,
        rows.filter(({ split }) => split !== 'train10'),
      ),
    );
    for (const [measure, floor] of Object.entries(floors)) {
      expect(report, measure).toHaveProperty(
        measure,
        expect.toSatisfy((share: number) => share >= floor),
      );
    }
  });

  test('42 of 42 look-alike spellings are the same', () => {
    const pairs = readTable('khmer_encoding_variants.dev.tsv');
    const different = pairs.filter(
      ([canonical = '', variant = '']) => normalise(canonical) !== normalise(variant),
    );
    expect(pairs.length).toBe(42);
    expect(different).toEqual([]);
  });

  test('a place is found by its official Latin name', () => {
    const places = readTable('cambodia_places.dev.tsv');
    const index = indexNames(places.map(([, khmer = '']) => khmer));
    const right = places.filter(([, khmer = '', latin = '']) => rankNames(index, latin)[0]?.name === khmer);
    expect(right.length / places.length).toBeGreaterThanOrEqual(0.93);
  });

  test('a word is found by how people type it in chat', () => {
    const spellings = readTable('romanised_chat.dev.tsv');
    const words = [...new Set(spellings.map(([khmer = '']) => khmer))];
    const index = indexNames(words);
    const right = spellings.filter(([khmer = '', latin = '']) => rankNames(index, latin)[0]?.name === khmer);
    expect(right.length / spellings.length).toBeGreaterThanOrEqual(0.84);
  });
});

function readTable(file: string): string[][] {
  const lines = readFileSync(`${DATA}/${file}`, 'utf8').trim().split('\n');
  return lines.slice(1).map((line) => line.split('\t'));
}
