import { LOCALES } from '../../bot/index.ts';
import type { Column } from './column.ts';
import type { Filter } from './filter.ts';
import { type AnyDataset, columnsOf } from './shaped.ts';
import type { Sheet } from './table.ts';
import type { Words } from './words.ts';

/** Sentences under `export.method` that are true of every export. */
const ALWAYS = ['anonymous', 'row', 'hour', 'labels', 'test', 'formulas'] as const;

/** What the columns mean, and what each code in them stands for. */
export function dictionaryOf(dataset: AnyDataset, words: Words): Sheet {
  return {
    name: 'dictionary',
    heading: ['column', 'code', ...LOCALES],
    widths: [20, 24, 60, 60],
    rows: columnsOf(dataset).flatMap((column) => [
      [column.name, '', ...meaningOf(column, words)],
      ...codesOf(column, words),
    ]),
  };
}

const meaningOf = ({ meaning: { key, column, about } }: Column<never>, words: Words): string[] =>
  LOCALES.map((locale) =>
    words.speech(locale)(`export.column.${key}`, {
      column,
      code: about && words.label(about.kind, about.code, locale),
    }),
  );

const codesOf = ({ name, codes }: Column<never>, words: Words): string[][] =>
  codes === undefined
    ? []
    : words
        .codes(codes)
        .map((code) => [name, code, ...LOCALES.map((locale) => words.label(codes, code, locale) ?? '')]);

/** What a row is, which rows these are, and what one should know of them. */
export function methodOf(
  dataset: AnyDataset,
  filter: Filter,
  words: Words,
  made: { readonly on: string; readonly rows: number },
): Sheet {
  const say = (key: string, values: object = {}): string[] =>
    LOCALES.map((locale) => words.speech(locale)(key, { ...values }));
  const { from = '…', to = '…', places, service, channel, language } = filter;
  const wanted = [...places, service, channel, language].filter(Boolean).join(', ');
  return {
    name: 'method',
    heading: LOCALES,
    widths: [90, 90],
    rows: [
      say(`export.dataset.${dataset.name}`),
      say('export.method.made', made),
      say('export.method.period', { from, to }),
      ...(wanted ? [say('export.method.filter', { wanted })] : []),
      ...ALWAYS.map((key) => say(`export.method.${key}`)),
      say(`export.method.${dataset.table === 'record' ? 'texts' : 'facts'}`),
    ],
  };
}
