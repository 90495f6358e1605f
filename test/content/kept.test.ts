import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buffersOf } from '../../adapters/content/buffers.ts';
import { buildOrTakeKept } from '../../adapters/content/kept.ts';
import { oneService } from '../fixtures/one-service.ts';

let folder: string;
let keep: string;
let code: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'villager-kept-'));
  keep = join(folder, 'data', 'content.build');
  code = join(folder, 'worker.js');
  writeFileSync(code, '// the program');
  oneService(join(folder, 'content'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function build() {
  const task = { folder: join(folder, 'content'), keep };
  const { built, afterwards } = await buildOrTakeKept(task, pathToFileURL(code).href);
  expect(await afterwards()).toBeUndefined();
  return built;
}

/** Makes the kept build tell itself apart from a new one. */
function mark(): void {
  const kept = deserialize(readFileSync(keep));
  writeFileSync(keep, serialize({ ...kept, built: { ...kept.built, version: 'marked' } }));
}

test('what was built is taken again while files and code are the same, and built anew when they are not', async () => {
  const first = await build();
  expect(first.ok).toBe(true);
  mark();
  expect((await build()).version).toBe('marked');

  writeFileSync(code, '// another program');
  expect((await build()).version).toBe(first.version);
  mark();
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

test('a build that cannot be written is handed over all the same, with the reason', async () => {
  writeFileSync(join(folder, 'data'), 'a file where a folder should be');
  const task = { folder: join(folder, 'content'), keep };
  const { built, afterwards } = await buildOrTakeKept(task, pathToFileURL(code).href);
  expect(built.ok).toBe(true);
  expect(await afterwards()).toMatch(/EEXIST|ENOTDIR/);
});

test('what is handed over between threads is never the memory that all small buffers share', async () => {
  await build();
  const kept = deserialize(readFileSync(keep));
  const buffers = buffersOf({ kept, small: deserialize(serialize(new Float32Array(4))) });
  expect(buffers.length).toBeGreaterThan(10);
  expect(buffers).not.toContain(Buffer.allocUnsafe(1).buffer);
  expect(() => structuredClone(0, { transfer: buffers })).not.toThrow();
});
