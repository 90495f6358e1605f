import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { evaluateRows } from '../../scripts/evaluate/rows.ts';
import { auroc } from '../../scripts/evaluate/rows-report.ts';

const folder = mkdtempSync(join(tmpdir(), 'rows-'));
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const index = file(
  'index.jsonl',
  [
    { label: 'passport', text: 'how much is a passport' },
    { label: 'birth', text: 'register the birth of my baby' },
    { label: null, text: 'what is the weather' },
  ]
    .map((row) => JSON.stringify(row))
    .join('\n'),
);

function run(queries: string, options: { jsonl?: boolean; json?: boolean } = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const print = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
  return { code: evaluateRows({ index, queries, ...options }, print), out, err: err.join('\n') };
}

describe('evaluate rows', () => {
  const queries = file(
    'queries.jsonl',
    '{"label":"passport","text":"passport how much"}\n\n{"label":null,"text":"zzz"}\n',
  );

  test('prints a line for each query', () => {
    const { code, out } = run(queries, { jsonl: true });
    expect(code).toBe(0);
    expect(out).toHaveLength(2);
    expect(JSON.parse(out[0]!)).toMatchObject({
      label: 'passport',
      top: expect.arrayContaining(['passport']),
    });
    expect(JSON.parse(out[1]!)).toEqual({ label: null, top: [], p: 0, decision: 'abstain' });
  });

  test('the last line is the report when asked for', () => {
    const { out } = run(queries, { jsonl: true, json: true });
    expect(JSON.parse(out.at(-1)!)).toMatchObject({
      rows: 3,
      labels: 2,
      inScope: 1,
      outOfScope: 1,
      at1: 100,
      auroc: 100,
    });
  });

  test.each([
    ['not json', 'a.jsonl:2', '{"label":"a","text":"b"}\nnonsense'],
    ['no label', 'b.jsonl:1', '{"text":"b"}'],
    ['a number as text', 'c.jsonl:1', '{"label":"a","text":5}'],
    ['nothing in it', 'd.jsonl: no rows', '\n'],
  ])('a bad file says where: %s', (_, where, content) => {
    const { code, err } = run(file(where.slice(0, 7), content));
    expect(code).toBe(2);
    expect(err).toContain(where);
  });

  test('a missing file is named', () => {
    expect(run(join(folder, 'none.jsonl'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('none.jsonl'),
    });
  });
});

describe('auroc', () => {
  test.each([
    [[3, 4], [1, 2], 100],
    [[1, 2], [3, 4], 0],
    [[1, 1], [1, 1], 50],
    [[1, 3], [2], 50],
  ])('%j over %j is %d', (higher, lower, expected) => {
    expect(auroc(higher, lower)).toBe(expected);
  });

  test('is absent when one kind is missing', () => {
    expect(auroc([1], [])).toBeUndefined();
  });
});
