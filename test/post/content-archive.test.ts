import { beforeEach, expect, test, vi } from 'vitest';
import { type ContentArchive, createContentArchive } from '../../adapters/content-archive.ts';
import { unpack } from '../../adapters/packed.ts';
import type { ArchiveRow } from '../../adapters/store/record-tables.ts';

const NOW = new Date('2026-11-20T00:00:00Z');
let write: (row: ArchiveRow) => Promise<void>;
let kept: ArchiveRow[];
let logged: unknown[];
let archive: ContentArchive;

beforeEach(() => {
  kept = [];
  logged = [];
  write = async (row) => void kept.push(row);
  archive = createContentArchive({
    store: { archive: (row) => write(row) },
    now: () => NOW,
    log: { error: (fields, event) => void logged.push([event, fields]) },
  });
});

const served = (version: string) => ({
  version,
  files: [{ name: 'laws.yaml', text: `- ច្បាប់ ${version}\n` }],
});
const versions = () => kept.map(({ row }) => ('version' in row ? row.version : undefined));

test('a version is kept with the text of all its files and when it was first served', async () => {
  archive.keep(served('a'));
  await archive.stop();
  expect(kept).toEqual([
    { table: 'catalogue', row: { version: 'a', at: NOW.getTime(), files: expect.any(String) } },
  ]);
  expect(kept.map(({ row }) => ('files' in row ? unpack(row.files) : row))).toEqual([
    { 'laws.yaml': '- ច្បាប់ a\n' },
  ]);
  expect([archive.troubles(), logged]).toEqual([[], []]);
});

test('while the store is away nothing is given up, it is told once, and kept when the store is back', async () => {
  let tries = 0;
  write = async () => {
    tries += 1;
    throw new Error('the database does not answer');
  };
  archive.keep(served('a'));
  archive.keep(served('b'));
  for (const wanted of [1, 2, 3]) {
    await vi.waitUntil(() => {
      if (tries < wanted) archive.wake();
      return tries === wanted && archive.troubles().length > 0;
    });
  }
  expect(archive.troubles()).toEqual(['the content is not archived yet: the database does not answer']);
  expect(logged).toEqual([['content.not-archived', { reason: 'the database does not answer' }]]);

  write = async (row) => void kept.push(row);
  await vi.waitUntil(() => {
    archive.wake();
    return archive.troubles().length === 0;
  });
  expect(versions()).toEqual(['a', 'b']);
  archive.wake();
  await archive.stop();
  expect(versions()).toEqual(['a', 'b']);
});

test('what comes while something is being written is written as well', async () => {
  let goOn = () => {};
  write = (row) => {
    kept.push(row);
    return kept.length > 1 ? Promise.resolve() : new Promise((resolve) => (goOn = resolve));
  };
  archive.keep(served('a'));
  await vi.waitUntil(() => kept.length === 1);
  archive.keep(served('b'));
  const stopping = archive.stop();
  goOn();
  await stopping;
  expect(versions()).toEqual(['a', 'b']);
  archive.keep(served('c'));
  await archive.stop();
  expect(versions()).toEqual(['a', 'b']);
});
