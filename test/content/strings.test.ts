import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { issueLine } from '../../adapters/content/build.ts';
import { type ContentFile, readContent } from '../../adapters/content/files.ts';
import { checkContent } from '../../adapters/content/load.ts';
import type { Strings } from '../../bot/index.ts';

const LIST = 'bot/catalogue/required-strings.ts';
const sources = ['bot', 'adapters']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((name) => /\.(ts|js)$/.test(name) && name !== LIST)
  .map((name) => readFileSync(name, 'utf8'))
  .join('\n');

/** Keys as the program writes them, so without plural forms. */
const keysOf = (strings: Strings, path = ''): string[] =>
  Object.entries(strings).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [`${path}${key}`.replace(/_(one|other)$/, '')]
      : keysOf(value, `${path}${key}.`),
  );
const keys = [...new Set(keysOf(parse(readFileSync('content/locales/en.yaml', 'utf8'))))].sort();
/** The fixed beginnings of `fee.${…}`. */
const beginnings = [...sources.matchAll(/`([a-z-]+(?:\.[a-z-]+)*\.)\$\{/g)].map((match) => match[1]!);
/** The fixed ends of `${…}.unknown`. */
const ends = [...sources.matchAll(/`\$\{\w+\}(\.[a-z-]+)`/g)].map((match) => match[1]!);
const said = (form: RegExp) => [...new Set([...sources.matchAll(form)].map((match) => match[1]!))];

test('every sentence that the program says is there', () => {
  const fixed = said(/\bsay\(\s*(?:[^()'`]*\? )?'([^']+)'/g);
  expect(fixed.length).toBeGreaterThan(100);
  for (const key of fixed) expect(keys, key).toContain(key);
  const begun = said(/\bsay\(\s*`([^`$]+)\$\{/g);
  expect(begun.length).toBeGreaterThan(3);
  for (const beginning of begun)
    expect(
      keys.some((key) => key.startsWith(beginning)),
      beginning,
    ).toBe(true);
});

test('every sentence that is there is said', () => {
  const idle = keys.filter(
    (key) =>
      !sources.includes(`'${key}'`) &&
      !beginnings.some((beginning) => key.startsWith(beginning)) &&
      !ends.some((end) => key.endsWith(end)),
  );
  expect(idle).toEqual([]);
});

test('the list of required sentences is the list of sentences (npx vitest run test/content/strings.test.ts -u writes it)', async () => {
  const list = `/**
 * Keys that the locale files must have: one deleted from all of them is refused before a citizen misses it.
 * New ones are added by \`npx vitest run test/content/strings.test.ts -u\`; what nobody says any more is deleted here too.
 */
export const REQUIRED_STRINGS: readonly string[] = [
${keys.map((key) => `  '${key}',`).join('\n')}
];
`;
  await expect(list).toMatchFileSnapshot(`../../${LIST}`);
});

let files: ContentFile[];
beforeAll(async () => {
  files = await readContent('content');
});

test('a sentence deleted from all languages is refused when the content is loaded', () => {
  const changed = files.map(({ name, text }) =>
    name.startsWith('locales/') ? { name, text: text.replace(/^thanks: .*\n/m, '') } : { name, text },
  );
  const { catalogue, issues } = checkContent(changed);
  expect(catalogue).toBeUndefined();
  const lines = issues.map(issueLine);
  expect(lines).toContain('locales/km.yaml:1:1 "thanks" is missing; the villager says it');
  expect(lines).toContain('locales/en.yaml:1:1 "thanks" is missing; the villager says it');
});
