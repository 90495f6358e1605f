import { parse } from 'csv-parse/sync';
import { openBoard } from '../../adapters/web/dashboard/board.ts';
import {
  type Cube,
  FIGURES,
  LOCALES,
  type NotTold,
  plain,
  queryOf,
  type Selection,
  type Told,
} from '../../bot/index.ts';
import type { Get } from './folder.ts';

/** What was compared, and what differs. */
export interface Compared {
  readonly tables: number;
  readonly numbers: number;
  readonly differences: readonly string[];
}

/** Computes every figure from the published numbers alone, and compares it with the dashboard's CSV in each language. */
export async function compareDashboard(cube: Cube, places: readonly string[], get: Get): Promise<Compared> {
  const board = openBoard(cube, places);
  let [tables, numbers] = [0, 0];
  const differences: string[] = [];
  for (const selection of selections(cube, places, board.select))
    for (const figure of FIGURES)
      for (const locale of LOCALES) {
        const told = board.tell(figure, selection);
        const name = `${locale}/dashboard/${figure.id}.csv${queryOf(selection)}`;
        differences.push(...differenceOf(name, told, await get(name)));
        if (typeof told === 'string') continue;
        tables += 1;
        numbers += told.rows.length * told.columns.length;
      }
  return { tables, numbers, differences };
}

/** Choices as readers make them: long and short times, places, each filter, and filters together. */
function selections(
  cube: Cube,
  places: readonly string[],
  select: (query: unknown) => Selection,
): Selection[] {
  const months = cube.periods('visits');
  const [first, last] = [months[0], months.at(-1)];
  const province = places.find((code) => code.length === 2);
  const districts = places.filter((code) => code.length > 2 && code.startsWith(province ?? '-')).slice(0, 2);
  const queries = [
    {},
    { from: first, to: last },
    { from: last, to: last },
    { from: first, to: last, grain: 'quarter' },
    { from: first, to: last, grain: 'year' },
    { from: first, to: last, province },
    { from: first, to: last, province, district: districts },
    { channel: 'web' },
    { language: 'km' },
    { channel: 'web', language: 'km' },
    { province, channel: 'messenger' },
  ];
  return months.length === 0 ? [] : queries.map(select);
}

function differenceOf(name: string, told: Told | NotTold, text: string | undefined): string[] {
  if (typeof told === 'string')
    return text === undefined ? [] : [`${name}: the published numbers do not tell it (${told})`];
  if (text === undefined) return [`${name}: the dashboard does not tell it`];
  const [, ...there]: string[][] = parse(text, { bom: true });
  const ours = told.rows.map((row) => recordOf(told.columns, row));
  if (there.length !== ours.length) return [`${name}: has ${there.length} rows instead of ${ours.length}`];
  const at = ours.findIndex(
    (record, row) => record.join() !== numbersOf(told.columns, there[row] ?? []).join(),
  );
  if (at < 0) return [];
  return [
    `${name}: row ${at + 1} should be ${ours[at]?.join(', ')}, and is ${numbersOf(told.columns, there[at] ?? []).join(', ')}`,
  ];
}

/** A row as codes and numbers, whatever the language. */
const recordOf = (columns: Told['columns'], { label, cells }: Told['rows'][number]): string[] => [
  label.id,
  ...columns.map((_column, at) => plain(cells[at] ?? { gap: 'none' })),
];

/** The same of a line of CSV: without names and notes. */
function numbersOf(columns: Told['columns'], [code = '', , ...values]: readonly string[]): string[] {
  let at = 0;
  const numbers = columns.map(({ is }) => {
    const value = values[at] ?? '';
    at += is === 'label' ? 2 : 1;
    return value;
  });
  return [code, ...numbers];
}
