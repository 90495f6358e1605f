import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import readExcelFile from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeExport } from '../../adapters/export/make.ts';
import { requestOf } from '../../adapters/export/request.ts';
import { wordsOf } from '../../adapters/export/words.ts';
import { type Publication, publishClosed, readMeasures } from '../../adapters/figures/index.ts';
import { openReader } from '../../adapters/open-reader.ts';
import { openVisit } from '../../adapters/open-visit.ts';
import type { Reader } from '../../adapters/reader.ts';
import { addressOf } from '../../adapters/store/address.ts';
import { openPostgres } from '../../adapters/store/postgres/index.ts';
import { openDatabase } from '../../adapters/store/sqlite/database.ts';
import type { Visit } from '../../adapters/store/visit.ts';
import { createCube, type PublishedBlock, publish } from '../../bot/index.ts';
import { endOf2023 } from '../../scripts/demo/demo.ts';
import { fill } from '../../scripts/demo/fill.ts';
import { fromServer, readFolder } from '../../scripts/open-data/folder.ts';
import { rebuild } from '../../scripts/open-data/rebuild.ts';
import { startCluster } from '../../scripts/postgres/cluster.ts';
import { WORKERS } from '../fixtures/compiled.ts';
import { figuresOf } from '../fixtures/figures.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';
import { startServer, type TestServer } from '../web/server.ts';

const knowledge = realKnowledge();
const { catalogue } = knowledge;
const sqliteWorker = WORKERS.reader;
const log = { info: () => {}, warn: () => {} };

/** A database with the current tables and nothing in them. */
interface Empty {
  readonly url: string;
  readonly end: () => Promise<void>;
}
const ENGINES: Readonly<Record<string, () => Promise<Empty>>> = {
  SQLite: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'villager-publishing-'));
    const path = join(folder, 'demo.db');
    openDatabase(path).close();
    return { url: `sqlite:${path}`, end: async () => rmSync(folder, { recursive: true }) };
  },
  PostgreSQL: async () => {
    const cluster = await startCluster();
    const url = await cluster.createDatabase('publishing');
    await (await openPostgres({ url, log })).close();
    return { url, end: () => cluster.remove() };
  },
};

const isBlock = (one: Publication): one is PublishedBlock => !('refused' in one);

/** Two years of figures beside other tests. */
const LONG_MS = 180_000;
const firstQuarters: (readonly string[])[] = [];
const inOrder = (all: readonly Publication[]): readonly string[] =>
  all.map((one) => JSON.stringify(one)).sort();

/** The figures of the end of 2023: 36,782 visitors as the sum of monthly visitors; 2,950 ratings, 44.9 / 40.8 / 14.3 %. */
describe.each(Object.entries(ENGINES))('two whole years on %s', (engine, open) => {
  let empty: Empty;
  let reader: Reader;
  let visit: Visit;
  let server: TestServer;
  let blocks: readonly PublishedBlock[];
  const publishing = async (now: string, mayGoOn = true) => {
    const standing = new Map<string, Publication>();
    await publishClosed({
      reader,
      archive: visit.archive,
      publish,
      standing,
      measures: readMeasures(),
      now: () => new Date(now),
      mayGoOn: async () => mayGoOn,
    });
    return [...standing.values()];
  };

  beforeAll(async () => {
    empty = await open();
    await fill(addressOf(empty.url)!, endOf2023(catalogue), { isAnew: false });
    reader = await openReader(empty.url, { sqliteWorker });
    visit = await openVisit(empty.url);
  });
  afterAll(async () => {
    await server?.close();
    await reader.close();
    await visit.close();
    await empty.end();
  });

  test('a month is published a day after its end in Phnom Penh, block after block', async () => {
    expect(await publishing('2022-02-01T16:59:00Z')).toEqual([]);
    expect(await publishing('2022-02-01T17:01:00Z', false)).toEqual([]);
    const january = await publishing('2022-02-01T17:01:00Z');
    expect(new Set(january.map(({ period }) => period))).toEqual(new Set(['2022-01']));
    expect(january).toHaveLength(6);
  });

  test('both engines publish the same, the quarter behind its months', { timeout: LONG_MS }, async () => {
    const quarter = inOrder(await publishing('2022-04-05T00:00:00Z'));
    expect(quarter).toHaveLength(3 * 6 + 1);
    firstQuarters.push(quarter);
    for (const one of firstQuarters) expect(one).toEqual(quarter);
  });

  const onlySqlite = engine === 'SQLite' ? test : test.skip;
  // Publishing takes its time; the first quarter shows that the engines agree.
  onlySqlite('what is published stays; nothing is refused', { timeout: LONG_MS }, async () => {
    const before = inOrder(await publishing('2022-02-02T00:00:00Z'));
    const all = await publishing('2024-01-05T00:00:00Z');
    expect(inOrder(all)).toEqual(expect.arrayContaining([...before]));
    expect(all).toHaveLength(24 * 6 + 8);
    expect(all.filter((one) => !isBlock(one))).toEqual([]);
    expect(inOrder(await publishing('2024-01-06T00:00:00Z'))).toEqual(inOrder(all));
    blocks = all.filter(isBlock);
  });

  onlySqlite('page, its CSV, the workbook and the open data say the same, to the digit', async () => {
    server = await startServer(knowledge, { figures: figuresOf(blocks) });
    const query = 'from=2022-01&to=2023-12';
    const page = await (await fetch(`${server.url}/en/dashboard?${query}`)).text();
    for (const shown of ['36,782', '2,950', '44.9%']) expect(page).toContain(shown);

    const csv = await (await fetch(`${server.url}/en/dashboard/summary.csv?${query}`)).text();
    const [, ...rows] = parse(csv, { bom: true }) as string[][];
    const numbers = new Map(rows.map(([code, , value]) => [code, value]));
    expect([numbers.get('visitors'), numbers.get('ratings')]).toEqual(['36782', '2950']);
    expect(numbers.get('satisfaction')).toBe('44.9');

    const words = wordsOf(catalogue);
    const request = requestOf({ dataset: 'ratings', format: 'xlsx' }, catalogue, words);
    const pieces: Uint8Array[] = [];
    for await (const piece of makeExport(request, { reader, words, today: '2024-01-05' }))
      pieces.push(Buffer.from(piece));
    const [data] = await readExcelFile(Buffer.concat(pieces));
    const [header, ...ratings] = data!.data;
    const liking = header!.indexOf('liking');
    const said = (what: string) => ratings.filter((row) => row[liking] === what).length;
    expect([said('like'), said('acceptable'), said('dislike')]).toEqual([1325, 1203, 422]);

    const { blocks: again } = rebuild(await readFolder(fromServer(`${server.url}/open-data`)));
    const cube = createCube(again);
    const sum = (block: string, measure: string, value?: string) =>
      cube.sum({
        block,
        measure,
        rows: ['all'],
        periods: cube.periods(block),
        ...(value ? { facet: 'liking', value } : {}),
      });
    expect(sum('visits', 'visitors')).toMatchObject({ n: 36_782, hidden: 0 });
    const shares = ['like', 'acceptable', 'dislike'].map((value) => sum('ratings', 'ratings', value).n);
    expect(shares).toEqual([1325, 1203, 422]);
    expect(shares.map((n) => ((100 * n) / 2950).toFixed(1))).toEqual(['44.9', '40.8', '14.3']);
  });
});
