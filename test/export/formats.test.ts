import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import readExcelFile from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { type Cell, column } from '../../adapters/export/column.ts';
import { DATASETS } from '../../adapters/export/datasets/index.ts';
import { csv } from '../../adapters/export/formats/csv.ts';
import { FORMATS } from '../../adapters/export/formats/index.ts';
import { xlsx } from '../../adapters/export/formats/xlsx.ts';
import { columnsOf } from '../../adapters/export/shaped.ts';
import { dictionaryOf, methodOf } from '../../adapters/export/sheets.ts';
import type { Format, Table } from '../../adapters/export/table.ts';
import { wordsOf } from '../../adapters/export/words.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';

const words = wordsOf(realKnowledge().catalogue);
const columns = [
  column('day', 'day', 11, () => null),
  column('text', 'text', 20, () => null),
  column('turns', 'number', 9, () => null),
];
async function written(
  format: Format,
  rows: readonly Cell[][],
  sheets: Table['sheets'] = [],
): Promise<Buffer> {
  const batches = async function* () {
    for (const row of rows) yield [row];
  };
  const pieces: Uint8Array[] = [];
  for await (const piece of format.write({ columns, rows: batches(), sheets }))
    pieces.push(typeof piece === 'string' ? Buffer.from(piece) : piece);
  return Buffer.concat(pieces);
}
const FORMULAS = [
  '=1+1',
  '+855',
  '-1',
  '@cmd',
  '\tx',
  '\rx',
  '＝1',
  '＋1',
  '－1',
  '＠x',
  '=HYPERLINK("x";"y")',
];
const KHMER = 'តម្លៃសេវា "១០០" រៀល, ឬ\r\nមិនដឹង';

describe('csv', () => {
  test('has a byte order mark and ends its lines with CR and LF', async () => {
    const text = (await written(csv, [['2026-02-01', 'a', 3]])).toString();
    expect(text).toBe('\ufeffday,text,turns\r\n2026-02-01,a,3\r\n');
  });

  test('gives back what was put in, whatever it is', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(KHMER, ...FORMULAS, '"', '\n', '\r', ' a '),
    );
    const row = fc.tuple(fc.constant('2026-02-01'), text, fc.oneof(fc.integer(), fc.constant(null)));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
        const read = parse(await written(csv, rows), { bom: true, record_delimiter: '\r\n' });
        const shown = (cell: Cell) =>
          typeof cell === 'string' ? cell.replace(/^(?=[=+\-@\t\r＝＋－＠])/, "'") : String(cell ?? '');
        expect(read).toEqual([['day', 'text', 'turns'], ...rows.map((one) => one.map(shown))]);
      }),
    );
  });

  test.each(FORMULAS)('%j is a text and no formula; a number stays one', async (formula) => {
    const [, row] = parse(await written(csv, [['2026-02-01', formula, -3]]), { bom: true });
    expect(row).toEqual(['2026-02-01', `'${formula}`, '-3']);
  });
});

describe('xlsx', () => {
  const dataset = DATASETS[0];
  const sheets = [
    dictionaryOf(dataset, words),
    methodOf(dataset, { places: ['02'], from: '2026-01-01' }, words, { on: '2026-03-01', rows: 2 }),
  ];

  test('holds dates, numbers and texts as such, Khmer too, and nothing where there is nothing', async () => {
    const [data] = await readExcelFile(
      await written(xlsx, [
        ['2026-02-01', KHMER.replace('\r', ''), 3],
        ['2026-12-31', '0203', null],
        ['2026-12-31', '2026-01-01', 0],
      ]),
    );
    expect(data).toEqual({
      sheet: 'data',
      data: [
        ['day', 'text', 'turns'],
        [new Date('2026-02-01'), KHMER.replace('\r', ''), 3],
        [new Date('2026-12-31'), '0203', null],
        [new Date('2026-12-31'), '2026-01-01', 0],
      ],
    });
  });

  test('holds no formula', async () => {
    const [data] = await readExcelFile(
      await written(
        xlsx,
        FORMULAS.map((one) => ['2026-02-01', one.trim(), 1]),
      ),
    );
    for (const [, text] of data!.data.slice(1)) expect(String(text)).toMatch(/^'|^x/);
  });

  test('survives what no cell can hold', async () => {
    const [data] = await readExcelFile(await written(xlsx, [['2026-02-01', 'a\u0000\u0001\ud83db<&>', 1]]));
    expect(String(data!.data[1]![1])).toMatch(/^a.*b<&>$/);
  });

  test('brings a dictionary of every column, and the method, in Khmer and in English', async () => {
    const [, dictionary, method] = await readExcelFile(await written(xlsx, [], sheets));
    expect([dictionary!.sheet, method!.sheet]).toEqual(['dictionary', 'method']);
    const lines = dictionary!.data.map((row) => row.slice(0, 4).map(String));
    expect(lines).toContainEqual(['liking', 'like', 'ពេញចិត្ត', 'Like']);
    expect(lines).toContainEqual(['service', 'passport', expect.stringMatching(/[ក-៹]/), 'Passport']);
    expect(lines.find(([name]) => name === 'reason_waiting')![3]).toContain('Waiting time');
    const sentences = method!.data.flat().join('\n');
    expect(sentences).toContain('Days: 2026-01-01 to …, both included.');
    expect(sentences).toContain('Only: 02.');
    expect(sentences).toContain('rows: 2');
  });

  test('says to use csv beyond 100,000 rows, and needs a file', () => {
    expect(xlsx).toMatchObject({ mostRows: 100_000, needsFile: true });
  });
});

test.each(DATASETS.map((dataset) => [dataset.name, dataset] as const))(
  'every column of %s is explained in both languages',
  (_name, dataset) => {
    const { rows } = dictionaryOf(dataset, words);
    for (const { name } of columnsOf(dataset)) {
      const [, , km, en] = rows.find(([column, code]) => column === name && code === '')!;
      expect(km, name).toMatch(/[ក-៹]/);
      expect(en, name).toMatch(/^[A-Z].*\.$/);
    }
    expect(new Set(columnsOf(dataset).map(({ name }) => name)).size).toBe(columnsOf(dataset).length);
  },
);

test('every format is on the list once', () => {
  expect(FORMATS.map(({ name }) => name)).toEqual(['csv', 'xlsx', 'jsonl']);
});
