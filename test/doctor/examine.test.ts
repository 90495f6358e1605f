import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readContent } from '../../adapters/content/files.ts';
import { KNOWN, OF_CONVERSATIONS } from '../../adapters/doctor/known.ts';
import { structureOf } from '../../adapters/doctor/structure.ts';
import { openReader } from '../../adapters/open-reader.ts';
import { pack } from '../../adapters/packed.ts';
import type { PublishedBlock } from '../../bot/index.ts';
import { answer, type Given, rating, typed, visit, write } from '../export/given.ts';
import { WORKERS } from '../fixtures/compiled.ts';
import { fourMonths } from '../fixtures/invented.ts';
import { asked, beside } from '../store/move/contents.ts';
import { type Empty, ENGINES, findings } from './engines.ts';

const DAY = '2026-02-01';
const PLATFORM_ID = '6123456789';
const VISITOR = 'Ab_-Ab_-Ab_-Ab_-Ab_-Ab';
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Months and quarters as they are published. */
const published = (one: PublishedBlock) => ({ ...one, content: JSON.stringify(one) });
const REFUSED = ['2025-Q4', '2026-02'].map((period) => {
  const refused = { period, block: 'ratings-by-office', refused: 'it could be read off' };
  return { ...refused, content: JSON.stringify(refused) };
});

/** Rows as the program writes them, with all that may stand in them. */
async function fill(url: string): Promise<void> {
  await write(url, 'visit', [
    visit(DAY, { id: `${DAY}/${VISITOR}`, visitor: VISITOR, entry: 's--passport--fee' }),
  ]);
  await write(url, 'answer', [answer(DAY), answer(DAY, { service: null, aspect: null, place: null })]);
  await write(url, 'rating', [
    rating(DAY, { id: `${DAY}/${VISITOR}/0203/district-owso`, visitor: VISITOR, reasons: 'price waiting' }),
  ]);
  await write(url, 'record', [
    typed(DAY, 'content_report', {
      service: 'passport',
      text: 'it was 1,250,000 riel on 2026-01-31 at 08:00-11:30',
    }),
    typed(DAY, 'unanswered', { text: 'call [number] or [mail], 30 000 000 riel, 12/11/2026' }),
  ]);
  await beside(url, async (ask) => {
    await ask(`INSERT INTO conversation (id, channel, memory, heard_at)
      VALUES ('telegram/${PLATFORM_ID}', 'telegram', '{"text":"012 345 678"}', 1790000000000)`);
    await ask(`INSERT INTO event_key (key, at) VALUES ('${VISITOR}', 1790000000000)`);
    await ask(`INSERT INTO secret (name, value) VALUES ('visitors 2026-11', '${'s'.repeat(43)}')`);
    for (const { period, block, content } of [...fourMonths().map(published), ...REFUSED])
      await ask(`INSERT INTO published (id, period, block, at, content)
        VALUES ('${period}/${block}', '${period}', '${block}', 1790000000000, ${quoted(content)})`);
    const texts = Object.fromEntries((await readContent('content')).map(({ name, text }) => [name, text]));
    for (const [version, more] of Object.entries({ abcdef012345: {}, abcdef012346: { 'new.yaml': 'a: 1' } }))
      await ask(
        `INSERT INTO catalogue (version, at, files)
          VALUES ('${version}', 1790000000000, ${quoted(await pack({ ...texts, ...more }))})`,
      );
  });
}

/** What is planted, where, and what is to be found of it. */
const PLANTED: readonly (readonly [
  table: 'visit' | 'answer' | 'rating' | 'record',
  row: Given,
  column: string,
  what: string,
])[] = [
  ['record', typed(DAY, 'unanswered', { text: 'call 012 345 678' }), 'fields', 'phone number'],
  ['record', typed(DAY, 'unanswered', { text: 'ទូរស័ព្ទ ០១២-៣៤៥-៦៧៨' }), 'fields', 'phone number'],
  [
    'record',
    typed(DAY, 'chosen', { service: 'passport', text: '+855 96 123 4567' }),
    'fields',
    'phone number',
  ],
  ['record', typed(DAY, 'unanswered', { text: 'card 110123456' }), 'fields', 'ID number'],
  ['record', typed(DAY, 'unanswered', { text: 'អត្តសញ្ញាណ ១១០១២៣៤៥៦' }), 'fields', 'ID number'],
  ['record', typed(DAY, 'content_report', { text: 'sokha.chan@gmail.com' }), 'fields', 'e-mail address'],
  ['record', typed(DAY, 'content_report', { text: 'see https://x.example' }), 'fields', 'link'],
  ['record', typed(DAY, 'content_report', { text: 'ask @sokha_chan' }), 'fields', 'account name'],
  ['record', typed(DAY, 'content_report', { text: `I am ${PLATFORM_ID}` }), 'fields', 'id of a platform'],
  [
    'visit',
    visit(DAY, { id: `${DAY}/${VISITOR}`.replace('A', 'C'), visitor: PLATFORM_ID }),
    'visitor',
    'id of a platform',
  ],
  ['visit', visit(DAY, { id: `${DAY}/telegram/77`, visitor: VISITOR }), 'id', 'not a visit'],
  [
    'visit',
    visit(DAY, { entry: 's--passport--85512345678', id: `${DAY}/${VISITOR}`.replace('A', 'B') }),
    'entry',
    'phone number',
  ],
  ['answer', answer(DAY, { place: '012345678' }), 'place', 'phone number'],
  ['answer', answer(DAY, { service: '០១២៣៤៥៦៧៨' }), 'service', 'phone number'],
  ['answer', answer(DAY, { aspect: 'a@b.org' }), 'aspect', 'e-mail address'],
  [
    'rating',
    rating(DAY, { id: `${DAY}/${VISITOR}/02/commune-hall`, visitor: VISITOR, reasons: 'price 110123456' }),
    'reasons',
    'ID number',
  ],
  [
    'rating',
    rating(DAY, { id: `${DAY}/${VISITOR}/03/commune-hall`, visitor: VISITOR, gender: 'Sokha' }),
    'gender',
    'not a gender',
  ],
];

describe.each(ENGINES)('the doctor on $engine', ({ engine, open }) => {
  let at: Empty;
  beforeAll(async () => {
    at = await open();
    await fill(at.url);
  });
  afterAll(() => at.end());

  test('knows every table and column, and no other', async () => {
    const reader = await openReader(at.url, {
      sqliteWorker: WORKERS.reader,
    });
    const structure = await structureOf(reader, engine);
    await reader.close();
    const others = [...structure].filter(([name]) => !(OF_CONVERSATIONS as readonly string[]).includes(name));
    for (const [name, columns] of others)
      expect(columns.toSorted(), name).toEqual(Object.keys(KNOWN[name]!).sort());
    const only = engine === 'sqlite' ? ['schema_version'] : [];
    expect(Object.keys(KNOWN).filter((name) => !structure.has(name))).toEqual(only);
  });

  test('finds nothing in what the program writes, amounts, dates and the whole catalogue among it', async () => {
    const { found, rows } = await findings(at.url, engine);
    expect(found).toEqual([]);
    expect(rows).toBeGreaterThanOrEqual(12);
  });

  test.each(PLANTED.map(([table, row, column, what]) => ({ table, row, column, what })))(
    'finds $what in $table, column $column',
    async ({ table, row, column, what }) => {
      await write(at.url, table, [row]);
      const { found } = await findings(at.url, engine);
      expect(found.map((one) => one.what)).toContain(what);
      for (const one of found) {
        expect([one.table, one.column]).toEqual([table, column]);
        expect(JSON.stringify(one)).not.toMatch(/345|១២|sokha|a@b|110123/i);
      }
      await asked(at.url, `DELETE FROM ${table} WHERE ${column} = ${quoted(String(row[column]))}`);
      expect((await findings(at.url, engine)).found).toEqual([]);
    },
  );

  test('an id of a platform in archived content is found in every version, and so is what cannot be read', async () => {
    const planted = (changes: string, version: string) =>
      asked(at.url, `UPDATE catalogue SET files = ${changes} WHERE version = '${version}'`);
    const before = await asked(at.url, 'SELECT version, files FROM catalogue');
    const leak = quoted(await pack({ 'offices.yaml': `ask: ${PLATFORM_ID}` }));
    const finding = { table: 'catalogue', column: 'files', what: 'id of a platform' };
    for (const { version } of before) await planted(leak, String(version));
    expect((await findings(at.url, engine)).found).toEqual(
      before.map(({ version }) => ({ ...finding, row: version })),
    );
    for (const { version } of before) await planted("'012 345 678'", String(version));
    expect((await findings(at.url, engine)).found).toEqual(
      before.map(({ version }) => ({ ...finding, what: 'not files', row: version })),
    );
    for (const { version, files } of before) await planted(quoted(String(files)), String(version));
    expect((await findings(at.url, engine)).found).toEqual([]);
  });

  test('an id of a platform in what is published is found, and so are tables and columns that nobody knows', async () => {
    await asked(at.url, `UPDATE published SET content = '{"who":["${PLATFORM_ID}"]}'`);
    await asked(at.url, 'CREATE TABLE guests (id INTEGER, note TEXT)');
    await asked(at.url, `INSERT INTO guests (id, note) VALUES (7, 'mail a@b.org')`);
    await asked(at.url, 'ALTER TABLE answer ADD COLUMN remark TEXT');
    const { found } = await findings(at.url, engine);
    expect(found).toContainEqual({ table: 'answer', column: 'remark', what: 'a column that is not known' });
    expect(found).toContainEqual({ table: 'guests', what: 'a table that is not known' });
    expect(found).toContainEqual({
      table: 'guests',
      column: 'note',
      row: 'number 1 as it is read',
      what: 'e-mail address',
    });
    expect(found).toContainEqual({
      table: 'published',
      column: 'content',
      row: '2026-Q3/ratings-by-office',
      what: 'long number',
    });
    expect(found).toContainEqual({
      table: 'published',
      column: 'content',
      row: '2026-Q3/ratings-by-office',
      what: 'id of a platform',
    });
  });
});
