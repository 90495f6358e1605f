import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { issueLine } from '../../adapters/content/build.ts';
import { type ContentFile, readContent } from '../../adapters/content/files.ts';
import { checkContent } from '../../adapters/content/load.ts';

let files: ContentFile[];
beforeAll(async () => {
  files = await readContent('content');
});

/** The error lines of the real content with one more file beside it. */
function errorsBeside(name: string, text: string): string[] {
  const { issues, catalogue } = checkContent([...files, { name, text }]);
  expect(catalogue).toBeUndefined();
  return issues.filter(({ severity }) => severity === 'error').map(issueLine);
}

test('a 10 MB file on disk is left unread and named with its size', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'villager-bomb-'));
  try {
    writeFileSync(join(folder, 'bomb.yaml'), 'x'.repeat(10 * 1024 * 1024));
    const found = await readContent(folder);
    expect(found).toEqual([{ name: 'bomb.yaml', text: '', unreadBytes: 10 * 1024 * 1024 }]);
    expect(checkContent(found).issues.map(issueLine)).toContainEqual(
      expect.stringMatching(/^bomb\.yaml:1:1 the file has 10\.0 MB; a content file has at most 5 MB/),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('content bombs are refused', () => {
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...'bcdefghi'
      .split('')
      .map((key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(', ')}]`),
  ].join('\n');
  const cases: readonly [string, string, RegExp][] = [
    ['an alias bomb', bomb, /aliases .* are not used in content: write the value out/],
    ['a 10 MB file', `a: ${'x'.repeat(10 * 1024 * 1024)}`, /has 10\.0 MB; a content file has at most 5 MB/],
    ['5,000 nested lists', '['.repeat(5_000), /nested more than 24 levels deep/],
    [
      '1,000 nested maps',
      Array.from({ length: 1_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
      /nested more than 24 levels deep/,
    ],
    ['__proto__', '__proto__: { polluted: true }', /the key "__proto__" is not allowed: remove the line/],
    ['constructor', 'constructor: { prototype: { polluted: true } }', /the key "constructor" is not allowed/],
    ['a custom tag', 'a: !!js/function "function () {}"', /tag .* is not used in content|not valid YAML/],
  ];
  test.each(cases)('%s', (_what, text, line) => {
    const errors = errorsBeside('services/identity/bomb.yaml', text);
    expect(
      errors.find((error) => line.test(error)),
      errors[0]?.slice(0, 300),
    ).toBeDefined();
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
