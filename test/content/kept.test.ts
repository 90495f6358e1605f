import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildOrTakeKept } from '../../adapters/content/kept.ts';

const CODE = import.meta.url;
let folder: string;
let keep: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'villager-kept-'));
  keep = join(folder, 'data', 'content.build');
  cpSync('content', join(folder, 'content'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

async function build() {
  const { built, afterwards } = await buildOrTakeKept({ folder: join(folder, 'content'), keep }, CODE);
  await afterwards();
  return built;
}

test('what was built is taken again while files and code are the same, and built anew when they are not', async () => {
  const first = await build();
  expect(first.ok).toBe(true);

  const kept = deserialize(readFileSync(keep));
  writeFileSync(keep, serialize({ ...kept, built: { ...kept.built, version: 'marked' } }));
  expect((await build()).version).toBe('marked');

  const sectors = join(folder, 'content', 'sectors.yaml');
  writeFileSync(sectors, `${readFileSync(sectors, 'utf8')}# changed\n`);
  const changed = await build();
  expect(changed.version).not.toBe('marked');
  expect(changed.version).not.toBe(first.version);
});

test('a damaged file in its place is built over; broken content is never kept', async () => {
  await build();
  writeFileSync(keep, 'damaged');
  expect((await build()).ok).toBe(true);
  expect(() => deserialize(readFileSync(keep))).not.toThrow();

  const before = readFileSync(keep);
  const sectors = join(folder, 'content', 'sectors.yaml');
  writeFileSync(sectors, readFileSync(sectors, 'utf8').replace('short:', 'shrt:'));
  expect((await build()).ok).toBe(false);
  expect(readFileSync(keep).equals(before)).toBe(true);
});
