import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeWhole } from '../../adapters/export/whole-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'villager-whole-'));
const to = (name: string) => join(folder, name);
beforeAll(() => {
  mkdirSync(to('folder'));
  writeFileSync(to('file'), 'mine');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Two pieces; the second when it may. */
async function* pieces(one = '1', onFirst: () => Promise<unknown> = async () => {}) {
  yield one;
  await onFirst();
  yield one;
  return 1;
}
const parts = () => readdirSync(folder).filter((name) => name.endsWith('.part'));

test.each([
  ['/nonexistent/x.csv', 'There is no folder /nonexistent.'],
  [to('file/x.csv'), `There is no folder ${to('file')}.`],
  [to('folder'), `${to('folder')} is a folder. Name a file.`],
  [to('none/'), `There is no folder ${to('none')}.`],
  [to('x'.repeat(300)), `The name of ${to('x'.repeat(300))} is too long.`],
])('where nothing can be written is said plainly: %s', async (path, sentence) => {
  for (const force of [false, true])
    await expect(writeWhole(path, pieces(), { force })).rejects.toThrow(new Error(sentence));
  expect(parts()).toEqual([]);
});

test('a file of the name beside it stays as it is', async () => {
  writeFileSync(to('a.csv.part'), 'mine');
  expect(await writeWhole(to('a.csv'), pieces(), { force: false })).toBe(1);
  expect(readFileSync(to('a.csv'), 'utf8')).toBe('11');
  expect(readFileSync(to('a.csv.part'), 'utf8')).toBe('mine');
  rmSync(to('a.csv.part'));
});

test('two at once to the same place do not mix', async () => {
  // Neither goes on before both have written their first piece.
  let begun = 0;
  let go = () => {};
  const both = new Promise<void>((resolve) => {
    go = resolve;
  });
  const wait = () => {
    begun += 1;
    if (begun === 2) go();
    return both;
  };
  await Promise.all(['1', '2'].map((one) => writeWhole(to('b.csv'), pieces(one, wait), { force: true })));
  expect(readFileSync(to('b.csv'), 'utf8')).toMatch(/^(?:11|22)$/);
  expect(parts()).toEqual([]);
});
