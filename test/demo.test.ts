import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayInPhnomPenh } from '../adapters/calendar.ts';
import type { RecordRow } from '../adapters/store/record-tables.ts';
import { type Database, openDatabase } from '../adapters/store/sqlite/database.ts';
import { ASPECTS, BANDS, decode, GENDERS, LIKINGS, LOCALES, REASONS } from '../bot/index.ts';
import { apportion } from '../scripts/demo/apportion.ts';
import { type Demo, demoOf, endOf2023 } from '../scripts/demo/demo.ts';
import { fill } from '../scripts/demo/fill.ts';
import { fillDatabase } from '../scripts/demo/fill-sqlite.ts';
import { fromPostgres } from '../scripts/move/postgres.ts';
import { fromSqlite } from '../scripts/move/sqlite.ts';
import { sumOf } from '../scripts/move/sum.ts';
import { TABLES } from '../scripts/move/tables.ts';
import { type Cluster, startCluster } from '../scripts/postgres/cluster.ts';
import { realKnowledge } from './fixtures/knowledge.ts';

const { catalogue, service: serviceOf } = realKnowledge();
const SMALL = { months: 4, visitors: 432, seed: 7, until: '2026-02' };
const small = demoOf(SMALL, catalogue);
const inMemory = (demo: Demo): Database => {
  const database = openDatabase(':memory:');
  fillDatabase(database, demo);
  return database;
};
const sumOfRows = (demo: Demo): string => {
  const hash = createHash('sha256');
  for (const row of demo.rows()) hash.update(JSON.stringify(row));
  return hash.digest('hex');
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'villager-demo-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('an invented history', () => {
  test('is the same for the same command, and another for another seed', () => {
    expect(sumOfRows(small)).toBe(sumOfRows(demoOf(SMALL, catalogue)));
    expect(sumOfRows(small)).not.toBe(sumOfRows(demoOf({ ...SMALL, seed: 8 }, catalogue)));
  });

  test('has exactly as many visitors as were asked for, nobody in two months', () => {
    const database = inMemory(small);
    const months = database
      .prepare('SELECT substr(day, 1, 7) AS month, count(DISTINCT visitor) AS visitors FROM visit GROUP BY 1')
      .all() as { month: string; visitors: number }[];
    expect(months.map(({ month }) => month)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(months.reduce((sum, { visitors }) => sum + visitors, 0)).toBe(432);
    expect(database.prepare('SELECT count(DISTINCT visitor) FROM visit').pluck().get()).toBe(432);
  });

  test('has the totals that were asked for', () => {
    const totals = { visits: 600, answers: 1_234, ratings: 99, lookups: 77 };
    const rows = [...demoOf({ ...SMALL, ...totals }, catalogue).rows()];
    const count = (is: (row: RecordRow) => boolean) => rows.filter(is).length;
    expect(count(({ table }) => table === 'visit')).toBe(600);
    expect(count(({ table }) => table === 'answer')).toBe(1_234);
    expect(count(({ table }) => table === 'rating')).toBe(99);
    expect(count(({ table, row }) => table === 'occurrence' && row.kind === 'ticket_lookup')).toBe(77);
  });

  test('refuses more ratings than visitors who could give them', () => {
    expect(() => sumOfRows(demoOf({ ...SMALL, ratings: 2_000 }, catalogue))).toThrow('more ratings than');
  });

  test('keeps to one Phnom Penh day a visit, and to the words and ids that are known', () => {
    const visits = new Map<string, Extract<RecordRow, { table: 'visit' }>['row']>();
    const places = new Set(catalogue.places.map(({ code }) => code));
    for (const { table, row } of small.rows()) {
      if (table === 'record') throw new Error('nobody typed anything');
      expect(row.day).toBe(dayInPhnomPenh(new Date(row.at!)));
      expect(row).toMatchObject({ catalogue_version: 'demo', is_test: 0 });
      expect(['messenger', 'telegram', 'web']).toContain(row.channel);
      expect(LOCALES).toContain(row.locale);
      if (row.place !== null) expect(places).toContain(row.place);
      if (row.entry !== null) expect(decode(row.entry)).toBeDefined();
      if ('service' in row && row.service !== null) expect(serviceOf(row.service)?.status).toBe('active');
      if (table === 'visit') {
        expect(row.visitor).toMatch(/^[\w-]{22}$/);
        expect(row.id).toBe(`${row.day}/${row.visitor}`);
        expect(dayInPhnomPenh(new Date(row.last_at!))).toBe(row.day);
        expect(row.turns).toBeGreaterThan(0);
        expect(visits.has(row.id!)).toBe(false);
        visits.set(row.id!, row);
      }
    }
  });

  test('tells of answers, occurrences and ratings what a turn would', () => {
    const visits = new Map<string | null, RecordRow['row']>();
    for (const { table, row } of small.rows()) {
      if (table === 'visit') visits.set(row.id, row);
      if (table === 'answer') {
        expect(BANDS).toContain(row.band);
        if (row.outcome === 'answered') expect([...ASPECTS, 'card']).toContain(row.aspect);
        else expect(['clarified', 'unanswered']).toContain(row.outcome);
        expect(row.service === null).toBe(row.outcome !== 'answered');
        expect(row.aspect === null).toBe(row.outcome !== 'answered');
      }
      if (table === 'occurrence')
        expect(['prompt', 'content_report', 'complaint', 'ticket_lookup', 'handover']).toContain(row.kind);
      if (table !== 'rating') continue;
      expect(row.id).toBe(`${row.day}/${row.visitor}/${row.place}/${row.office}`);
      const { channel, locale, gender } = row;
      expect(visits.get(`${row.day}/${row.visitor}`)).toMatchObject({ channel, locale, gender });
      expect([...GENDERS, null]).toContain(gender);
      expect(LIKINGS).toContain(row.liking);
      const reasons = row.reasons!.split(' ').filter(Boolean);
      expect(reasons).toEqual(REASONS.filter((reason) => reasons.includes(reason)));
      const level = catalogue.officeKinds.find(({ id }) => id === row.office)?.level;
      expect(row.place).toHaveLength(level === 'province' ? 2 : 4);
    }
  });

  test('parts add up, and none is smaller than the least', () => {
    expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(apportion(20, [80, 15, 5], 5)).toEqual([20, 0, 0]);
    expect(apportion(100, [80, 15, 5], 5)).toEqual([80, 15, 5]);
    expect(apportion(0, [1, 2])).toEqual([0, 0]);
  });
});

describe('the end of 2023', () => {
  let database: Database;
  beforeAll(() => {
    database = inMemory(endOf2023(catalogue));
  });
  const ask = (statement: string) => database.prepare(statement).raw().all();

  test('has 36,782 visitors as the sum of 24 monthly counts', () => {
    const months = ask('SELECT substr(day, 1, 7), count(DISTINCT visitor) FROM visit GROUP BY 1') as [
      string,
      number,
    ][];
    expect([months.length, months[0]![0], months.at(-1)![0]]).toEqual([24, '2022-01', '2023-12']);
    expect(months.reduce((sum, [, visitors]) => sum + visitors, 0)).toBe(36_782);
  });

  test('has 2,950 ratings: 44.9 % liked, 40.8 % acceptable, 14.3 % disliked, mostly for the price', () => {
    expect(ask('SELECT liking, count(*) FROM rating GROUP BY 1')).toEqual([
      ['acceptable', 1_203],
      ['dislike', 422],
      ['like', 1_325],
    ]);
    const ofPrice = `SELECT avg(reasons LIKE '%price%') > 0.55 FROM rating WHERE liking = 'dislike'`;
    expect(ask(ofPrice)).toEqual([[1]]);
  });

  test('has 29,659 services tracked', () => {
    expect(ask("SELECT count(*) FROM occurrence WHERE kind = 'ticket_lookup'")).toEqual([[29_659]]);
  });

  const IN_A_MONTH = 'substr(day, 1, 7)';
  test.each([
    ['visitors by channel', 'visit', `${IN_A_MONTH}, channel`, 'DISTINCT visitor'],
    ['visitors by language', 'visit', `${IN_A_MONTH}, locale`, 'DISTINCT visitor'],
    ['visitors by gender', 'visit', `${IN_A_MONTH}, gender`, 'DISTINCT visitor'],
    ['answers by outcome and channel', 'answer', `${IN_A_MONTH}, outcome, channel`, '*'],
    ['answers by service', 'answer', `${IN_A_MONTH}, service`, '*'],
    ['answers by aspect', 'answer', `${IN_A_MONTH}, aspect`, '*'],
    ['ratings by liking', 'rating', `${IN_A_MONTH}, liking`, '*'],
    ['ratings by channel', 'rating', `${IN_A_MONTH}, channel`, '*'],
    ['ratings by language', 'rating', `${IN_A_MONTH}, locale`, '*'],
    ['ratings by gender', 'rating', `${IN_A_MONTH}, gender`, '*'],
  ])('has no national figure under five: %s', (_, table, by, what) => {
    expect(ask(`SELECT ${by}, count(${what}) AS n FROM ${table} GROUP BY ${by} HAVING n < 5`)).toEqual([]);
  });

  test('has ten or more of each gender for what was liked or acceptable, and in a quarter for what was not', () => {
    const cells = (period: string, where: string) =>
      ask(
        `SELECT ${period}, gender, liking, count(*) AS n FROM rating WHERE ${where} GROUP BY 1, 2, 3 HAVING n < 10`,
      );
    expect(cells(IN_A_MONTH, "liking <> 'dislike'")).toEqual([]);
    const quarter = 'substr(day, 1, 4) || ((CAST(substr(day, 6, 2) AS INTEGER) + 2) / 3)';
    expect(cells(quarter, 'gender IS NOT NULL')).toEqual([]);
  });
});

describe('the database', () => {
  const address = (name: string) => ({ engine: 'sqlite', path: join(folder, name) }) as const;

  test('is marked with the command that fills it again', async () => {
    const mark = 'npm run demo -- --months 4 --visitors 432 --seed 7 --until 2026-02';
    const database = inMemory(small);
    expect(database.prepare("SELECT value FROM secret WHERE name = 'demo'").pluck().get()).toBe(mark);
  });

  test('is replaced when that is said, and is the same again', async () => {
    const path = address('again.db');
    await fill(path, small);
    const first = await sums(await fromSqlite(path.path));
    await expect(fill(path, small)).rejects.toThrow('holds a demo already (npm run demo -- --months 4');
    const database = openDatabase(path.path);
    database.exec("INSERT INTO secret VALUES ('visitors 2026-11', 'of a server')");
    database.close();
    await fill(path, small, { isAnew: true });
    expect(await sums(await fromSqlite(path.path))).toEqual(first);
  });

  test('stays as it was when something fails on the way', async () => {
    const path = address('broken.db');
    const rows = function* () {
      yield* small.rows();
      throw new Error('broken off');
    };
    await expect(fill(path, { ...small, rows })).rejects.toThrow('broken off');
    await fill(path, small);
  });

  test.each([
    ['conversation', "INSERT INTO conversation VALUES ('telegram/1', 'telegram', '{}', 1)"],
    ['inbox', "INSERT INTO inbox VALUES (1, 'telegram', 'telegram/1', 'k', '{}', 1, 0)"],
    ['outbox', "INSERT INTO outbox VALUES (1, 'telegram', 'telegram/1', 'm', '{}', 'answer', 1, 0, 0)"],
    ['record', "INSERT INTO record VALUES (1, 1, 'unanswered', 'web', 'km', 'v', '{}')"],
    [
      'visit',
      "INSERT INTO visit VALUES ('d/v', 'v', 1, 'd', 'web', 'km', NULL, NULL, '5a7c0e11d2b4', 0, NULL, 1, 1)",
    ],
  ])('is refused when a citizen has left something in %s, and nothing is lost', async (table, insert) => {
    const path = address(`real-${table}.db`);
    const real = openDatabase(path.path);
    real.exec(insert);
    real.close();
    for (const isAnew of [false, true])
      await expect(fill(path, small, { isAnew })).rejects.toThrow(`something else is in ${table}.`);
    const marked = address(`marked-${table}.db`);
    await fill(marked, small);
    const demo = openDatabase(marked.path);
    demo.exec(insert);
    demo.close();
    await expect(fill(marked, small, { isAnew: true })).rejects.toThrow(`something else is in ${table}.`);
    const left = openDatabase(marked.path);
    expect(left.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBeGreaterThan(0);
    left.close();
  });

  test('is refused when a server has begun to use it', async () => {
    const path = address('begun.db');
    const begun = openDatabase(path.path);
    begun.exec("INSERT INTO secret VALUES ('visitor', 's')");
    await expect(fill(path, small)).rejects.toThrow('Another process serves the database');
    begun.close();
    await expect(fill(path, small, { isAnew: true })).rejects.toThrow('something else is in secret.');
    expect(existsSync(path.path)).toBe(true);
  });

  test('is the same on PostgreSQL', async () => {
    const cluster: Cluster = await startCluster();
    try {
      const there = { engine: 'postgres', url: cluster.url() } as const;
      await fill(there, small);
      await expect(fill(there, small)).rejects.toThrow('holds a demo already');
      await fill(there, small, { isAnew: true });
      const here = address('same.db');
      await fill(here, small);
      const ours = await sums(await fromPostgres(there.url, 'ours'));
      expect(ours).toEqual(await sums(await fromSqlite(here.path)));
    } finally {
      await cluster.remove();
    }
  });

  async function sums(end: Awaited<ReturnType<typeof fromSqlite>>) {
    try {
      const all: Record<string, string> = {};
      for (const table of TABLES) all[table.name] = (await sumOf(end, table)).checksum;
      return all;
    } finally {
      await end.close();
    }
  }
});
