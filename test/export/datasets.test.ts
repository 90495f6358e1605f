import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeExport } from '../../adapters/export/make.ts';
import { requestOf, type Typed, WrongRequest } from '../../adapters/export/request.ts';
import { wordsOf } from '../../adapters/export/words.ts';
import { openReader } from '../../adapters/open-reader.ts';
import type { Reader } from '../../adapters/reader.ts';
import { openPostgres } from '../../adapters/store/postgres/index.ts';
import { openDatabase } from '../../adapters/store/sqlite/database.ts';
import { startCluster } from '../../scripts/postgres/cluster.ts';
import { WORKERS } from '../fixtures/compiled.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';
import { answer, rating, typed, visit, write } from './given.ts';

const { catalogue } = realKnowledge();
const words = wordsOf(catalogue);
const sqliteWorker = WORKERS.reader;
type Row = Readonly<Record<string, unknown>>;

/** What was given is the same on both engines, and so is what comes out. */
function exportsFrom(
  name: string,
  engine: () => Promise<{ url: string; end: () => Promise<unknown> }>,
): void {
  describe(name, () => {
    let reader: Reader;
    let end: () => Promise<unknown>;
    beforeAll(async () => {
      const { url, end: ended } = await engine();
      end = ended;
      await write(url, 'rating', [
        rating('2026-01-31', { liking: 'dislike', reasons: 'waiting staff', gender: 'female' }),
        rating('2026-02-01', { place: '02', channel: 'web', locale: 'en', service: null, prompted: 0 }),
        rating('2026-02-02', { place: '0102', service: 'birth-registration', office: 'gone-office' }),
        rating('2026-02-02', { is_test: 1 }),
      ]);
      await write(url, 'visit', [visit('2026-02-01'), visit('2026-02-01', { is_test: 1 })]);
      await write(url, 'answer', [
        answer('2026-02-01', { aspect: 'card' }),
        answer('2026-02-03', { outcome: 'unanswered', service: null, aspect: null, band: 'unsure' }),
        answer('2026-02-03', { is_test: 1 }),
      ]);
      await write(url, 'record', [
        typed('2026-02-01', 'unanswered', { text: 'where is "it"?' }),
        typed('2026-02-02', 'chosen', { service: 'passport', text: 'pasport' }),
        typed('2026-02-03', 'content_report', { service: 'passport', text: '=the price is 5' }),
        typed('2026-02-03', 'content_report', { text: 'wrong {"service":"passport",' }),
        typed('2026-02-03', 'content_report', { is_test: 1, service: 'passport', text: 'only a try' }),
      ]);
      reader = await openReader(url, { sqliteWorker });
    });
    afterAll(async () => {
      await reader.close();
      await end();
    });

    const rowsOf = async (dataset: string, asked: Partial<Typed> = {}): Promise<Row[]> => {
      const request = requestOf({ dataset, format: 'jsonl', ...asked }, catalogue, words);
      let text = '';
      for await (const piece of makeExport(request, { reader, words, today: '2026-03-01' })) text += piece;
      return text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line));
    };
    const daysOf = async (asked: Partial<Typed>) =>
      (await rowsOf('ratings', asked)).map(({ day }) => String(day).slice(5));

    test('ratings: a row for each, oldest first, with a column of 0 and 1 for each reason', async () => {
      const rows = await rowsOf('ratings');
      expect(rows[0]).toEqual({
        row: 1,
        day: '2026-01-31',
        hour: 10,
        channel: 'telegram',
        language: 'km',
        province: '02',
        district: '0203',
        office: 'district-owso',
        sector: 'identity',
        service: 'passport',
        liking: 'dislike',
        reason_price: 0,
        reason_waiting: 1,
        reason_staff: 1,
        reason_documents: 0,
        reason_place: 0,
        reason_other: 0,
        gender: 'female',
        prompted: 1,
        entry: null,
        catalogue_version: 'abcdef012345',
      });
      expect(rows[1]).toMatchObject({ row: 2, province: '02', district: null, service: null, sector: null });
      expect(rows).toHaveLength(3);
    });

    test.each<[Partial<Typed>, string[]]>([
      [{ from: '2026-02-01' }, ['02-01', '02-02']],
      [{ to: '2026-01-31' }, ['01-31']],
      [{ from: '2026-02-01', to: '2026-02-01' }, ['02-01']],
      [{ place: ['02'] }, ['01-31', '02-01']],
      [{ place: ['0203'] }, ['01-31']],
      [{ place: ['0102', '0203'] }, ['01-31', '02-02']],
      [{ service: 'birth-registration' }, ['02-02']],
      [{ channel: 'web' }, ['02-01']],
      [{ language: 'km' }, ['01-31', '02-02']],
      [{ language: 'km', place: ['01'], from: '2026-02-02' }, ['02-02']],
      [{ from: '2027-01-01' }, []],
    ])('ratings of %j', async (asked, days) => {
      expect(await daysOf(asked)).toEqual(days);
    });

    test('visits and answers, without those of our own people', async () => {
      expect(await rowsOf('visits')).toMatchObject([{ day: '2026-02-01', turns: 3, minutes: 60 }]);
      expect(await rowsOf('answers')).toMatchObject([
        { outcome: 'answered', service: 'passport', aspect: 'card', band: 'sure' },
        { outcome: 'unanswered', service: null, aspect: null },
      ]);
      expect(await rowsOf('answers', { service: 'passport' })).toHaveLength(1);
    });

    test('texts: what was not understood, and what is reported', async () => {
      expect(await rowsOf('unanswered')).toMatchObject([
        { day: '2026-02-01', kind: 'unanswered', service: null, text: 'where is "it"?' },
        { day: '2026-02-02', kind: 'chosen', service: 'passport', text: 'pasport' },
      ]);
      expect((await rowsOf('reports')).map(({ text }) => text)).toEqual([
        '=the price is 5',
        'wrong {"service":"passport",',
      ]);
      expect(await rowsOf('reports', { service: 'passport' })).toMatchObject([{ text: '=the price is 5' }]);
      expect(await rowsOf('reports', { from: '2026-02-04' })).toEqual([]);
    });

    test('no visitor and no moment stands in any of them', async () => {
      for (const dataset of ['ratings', 'visits', 'answers', 'unanswered', 'reports'])
        for (const row of await rowsOf(dataset)) {
          expect(Object.keys(row)).not.toContain('visitor');
          expect(JSON.stringify(row)).not.toMatch(/A{22}|"\w*(?:at|id)":|\d{13}/);
        }
    });

    test('more rows than a workbook holds are refused before anything is written', async () => {
      const many: Reader = { ...reader, ask: async () => [{ n: 100_001 }] as never[] };
      const request = requestOf({ dataset: 'ratings', format: 'xlsx' }, catalogue, words);
      const made = makeExport(request, { reader: many, words, today: '2026-03-01' });
      await expect(made.next()).rejects.toThrow(WrongRequest);
    });
  });
}

exportsFrom('on SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'villager-export-'));
  const path = join(folder, 'villager.db');
  openDatabase(path).close();
  return { url: `sqlite:${path}`, end: async () => rmSync(folder, { recursive: true }) };
});
exportsFrom('on PostgreSQL', async () => {
  const cluster = await startCluster();
  await (await openPostgres({ url: cluster.url(), log: { info: () => {}, warn: () => {} } })).close();
  return { url: cluster.url(), end: cluster.remove };
});

describe('what is asked for wrongly is told, with what would be right', () => {
  test.each<[Partial<Typed>, string]>([
    [{ dataset: undefined }, 'dataset is one of ratings, visits, answers, unanswered, reports.'],
    [{ dataset: 'rating' }, 'seen "rating". Did you mean ratings?'],
    [{ format: 'xls' }, '--format is one of csv, xlsx, jsonl; seen "xls". Did you mean xlsx?'],
    [{ from: '2026-02-30' }, '--from takes a day such as 2026-01-31; seen "2026-02-30".'],
    [{ from: '2026-02-02', to: '2026-02-01' }, '--from 2026-02-02 is behind --to 2026-02-01.'],
    [{ place: ['Batambang'] }, 'Did you mean 02 (Batambang)?'],
    [{ place: ['បាត់ដំបង'] }, 'Did you mean 02 (បាត់ដំបង)?'],
    [{ place: ['0299'] }, '"0299" is none'],
    [{ service: 'pasport' }, '--service pasport is not in the catalogue. Did you mean passport?'],
    [{ channel: 'telegrm' }, 'Did you mean telegram?'],
    [{ language: 'kh' }, '--language is one of km, en; seen "kh"'],
    [{ dataset: 'reports', place: ['02'] }, '--place: what is kept of reports names no place.'],
    [{ dataset: 'visits', service: 'passport' }, '--service: what is kept of visits names no service.'],
  ])('%j', (asked, sentence) => {
    const ask = () => requestOf({ dataset: 'ratings', format: 'csv', ...asked }, catalogue, words);
    expect(ask).toThrow(WrongRequest);
    expect(ask).toThrow(sentence);
  });
});
