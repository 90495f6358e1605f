import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openReader } from '../../adapters/open-reader.ts';
import type { Reader } from '../../adapters/reader.ts';
import { BATCH } from '../../adapters/store/batch.ts';
import { openPostgres } from '../../adapters/store/postgres/index.ts';
import { openDatabase } from '../../adapters/store/sqlite/database.ts';
import { openSqlite } from '../../adapters/store/sqlite/index.ts';
import { readSqlite } from '../../adapters/store/sqlite/reader.ts';
import { UNFINISHED_MOVE } from '../../adapters/store/unfinished-move.ts';
import { isBrought } from '../../scripts/postgres/binaries.ts';
import { type Cluster, startCluster } from '../../scripts/postgres/cluster.ts';
import { WORKERS } from '../fixtures/compiled.ts';
import { asked, beside } from './move/contents.ts';

const sqliteWorker = WORKERS.reader;
const ROWS = 25_000;
const FILL = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS})
  INSERT INTO occurrence (at, day, channel, locale, place, catalogue_version, is_test, kind)
  SELECT 1790000000000 + i, '2026-11-20', 'web', 'km', CASE WHEN i % 2 = 0 THEN '02' END, 'v', 0, 'prompt' FROM n`;
const IN_ORDER = 'SELECT id, at, place, kind FROM occurrence ORDER BY id';

/** What every reader promises, on a database with 25,000 rows in the table `occurrence`. */
function readerContract(
  name: string,
  engine: () => Promise<{ readonly url: string; readonly end: () => void }>,
) {
  describe(name, () => {
    let url: string;
    let end: () => void;
    let reader: Reader;
    beforeAll(async () => {
      ({ url, end } = await engine());
      await asked(url, FILL);
      reader = await openReader(url, { sqliteWorker });
    });
    afterAll(async () => {
      await reader.close();
      end();
    });
    const count = async () =>
      (await reader.ask<{ readonly n: number }>('SELECT count(*) AS n FROM occurrence'))[0]!.n;

    test('gives numbers, texts and nothing, and takes values', async () => {
      expect(await reader.ask(`${IN_ORDER} LIMIT 2`)).toEqual([
        { id: 1, at: 1_790_000_000_001, place: null, kind: 'prompt' },
        { id: 2, at: 1_790_000_000_002, place: '02', kind: 'prompt' },
      ]);
      const rows = await reader.ask('SELECT id FROM occurrence WHERE place = ? AND id > ? ORDER BY id', [
        '02',
        24_997,
      ]);
      expect(rows).toEqual([{ id: 24_998 }, { id: 25_000 }]);
      expect(await reader.ask('SELECT sum(at) AS sum FROM occurrence WHERE id < 3')).toEqual([
        { sum: 3_580_000_000_003 },
      ]);
      expect(await reader.ask('SELECT id FROM occurrence WHERE id = ?', [0])).toEqual([]);
    });

    test('streams all rows in order, in batches, as they were when it began', async () => {
      const sizes: number[] = [];
      let next = 1;
      for await (const batch of reader.stream<{ readonly id: number }>(`${IN_ORDER}`)) {
        if (sizes.length === 1) await asked(url, `UPDATE occurrence SET kind = 'handover' WHERE id = 20000`);
        sizes.push(batch.length);
        for (const row of batch) {
          if (row.id === 20_000) expect(row).toMatchObject({ kind: 'prompt' });
          expect(row.id).toBe(next);
          next += 1;
        }
      }
      expect(next).toBe(ROWS + 1);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(BATCH.rows);
      expect(sizes.length).toBeLessThan((1.2 * ROWS) / BATCH.rows);
      expect(await reader.ask('SELECT kind FROM occurrence WHERE id = 20000')).toEqual([
        { kind: 'handover' },
      ]);
    });

    test('takes values in a stream; one without rows has no batches', async () => {
      const ids: number[] = [];
      for await (const batch of reader.stream<{ readonly id: number }>(
        'SELECT id FROM occurrence WHERE id < ?',
        [3],
      ))
        ids.push(...batch.map(({ id }) => id));
      expect(ids.sort()).toEqual([1, 2]);
      for await (const _ of reader.stream('SELECT id FROM occurrence WHERE id < ?', [0]))
        expect.unreachable();
    });

    test('a stream that is left early frees everything', async () => {
      for (let left = 0; left < 20; left += 1)
        for await (const batch of reader.stream<{ readonly id: number }>(IN_ORDER)) {
          expect(batch[0]!.id).toBe(1);
          break;
        }
      expect(await count()).toBe(ROWS);
      // Nobody holds the old state of the table any more.
      await beside(url, async (ask) => {
        await ask('ALTER TABLE occurrence RENAME TO held');
        await ask('ALTER TABLE held RENAME TO occurrence');
      });
    });

    test('two streams, and questions meanwhile, do not disturb each other', async () => {
      const drain = async () => {
        let rows = 0;
        for await (const batch of reader.stream(IN_ORDER)) rows += batch.length;
        return rows;
      };
      expect(await Promise.all([drain(), drain(), count()])).toEqual([ROWS, ROWS, ROWS]);
    });

    test.each([
      'DELETE FROM occurrence',
      "UPDATE occurrence SET kind = 'x'",
      'CREATE TABLE mine (id INTEGER)',
    ])('refuses %s', async (statement) => {
      await expect(reader.ask(statement)).rejects.toThrow();
      const writes = async () => {
        for await (const _ of reader.stream(statement)) expect.unreachable();
      };
      await expect(writes()).rejects.toThrow();
      expect(await count()).toBe(ROWS);
    });

    test('goes on after a statement that fails', async () => {
      await expect(reader.ask('SELECT 1 FROM nowhere')).rejects.toThrow('nowhere');
      const fails = async () => {
        for await (const _ of reader.stream('SELECT 1 FROM nowhere')) expect.unreachable();
      };
      await expect(fails()).rejects.toThrow('nowhere');
      expect(await count()).toBe(ROWS);
    });

    test('is refused where a move into the database has not ended', async () => {
      await asked(url, `CREATE TABLE ${UNFINISHED_MOVE} (source TEXT)`);
      await expect(openReader(url, { sqliteWorker })).rejects.toThrow(/target of a move that has not ended/);
      await asked(url, `DROP TABLE ${UNFINISHED_MOVE}`);
    });

    test('rejects when it is closed', async () => {
      const other = await openReader(url, { sqliteWorker });
      await other.close();
      await expect(other.ask('SELECT 1')).rejects.toThrow();
    });
  });
}

readerContract('a reader of SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'villager-reader-'));
  const path = join(folder, 'villager.db');
  const worker = WORKERS.store;
  const store = await openSqlite({ path, worker, leastFreeBytes: 0 });
  const end = () => void store.close().then(() => rmSync(folder, { recursive: true }));
  return { url: `sqlite:${path}`, end };
});

describe.each(([13, 18] as const).filter(isBrought))('PostgreSQL %i', (major) => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster({ major });
  });
  afterAll(() => cluster.remove());
  readerContract('a reader of it', async () => {
    const store = await openPostgres({ url: cluster.url(), log: { info: () => {}, warn: () => {} } });
    return { url: cluster.url(), end: () => void store.close() };
  });
});

test('the thread that reads a file ends when nobody reads, and starts again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'villager-reader-'));
  const path = join(folder, 'villager.db');
  openDatabase(path).close();
  const reader = await readSqlite(path, sqliteWorker, 20);
  const threads = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
  const one = threads();
  for (const _ of [1, 2]) {
    await vi.waitFor(() => expect(threads()).toBeLessThan(one));
    expect(await reader.ask('SELECT count(*) AS n FROM visit')).toEqual([{ n: 0 }]);
    expect(threads()).toBe(one);
  }
  await reader.close();
  rmSync(folder, { recursive: true });
});

test('several who ask after the thread has died share one new thread, and it ends when the reader is closed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'villager-reader-'));
  const path = join(folder, 'villager.db');
  openDatabase(path).close();
  const threads = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
  const before = threads();
  const mortal = new URL('../fixtures/mortal-reader-worker.mjs', import.meta.url);
  const reader = await readSqlite(path, mortal);
  const one = threads();
  for (const _ of [1, 2]) {
    await expect(reader.ask('SELECT 1 /* die */')).rejects.toThrow();
    await vi.waitFor(() => expect(threads()).toBe(before));
    const answers = await Promise.all([1, 2, 3, 4].map((n) => reader.ask('SELECT ? AS n', [n])));
    expect(answers).toEqual([1, 2, 3, 4].map((n) => [{ n }]));
    expect(threads()).toBe(one);
  }
  // Nor does one come back where opening fails for all of them.
  await expect(reader.ask('SELECT 1 /* die */')).rejects.toThrow();
  rmSync(folder, { recursive: true });
  const refused = await Promise.allSettled([1, 2, 3].map(() => reader.ask('SELECT 1')));
  expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  mkdirSync(folder);
  openDatabase(path).close();
  expect(await Promise.all([1, 2, 3].map(() => reader.ask('SELECT 1 AS n')))).toHaveLength(3);
  await reader.close();
  await vi.waitFor(() => expect(threads()).toBe(before));
  rmSync(folder, { recursive: true });
});

describe('a database that cannot be read is refused with a sentence', () => {
  test.each([
    ['mysql://x', 'DATABASE_URL names no database that is known.'],
    ['sqlite:/nowhere/villager.db', 'There is no database /nowhere/villager.db'],
    ['postgres://villager@127.0.0.1:1/villager', 'Is PostgreSQL running'],
  ])('%s', async (url, sentence) => {
    await expect(openReader(url, { sqliteWorker })).rejects.toThrow(sentence);
  });
});
