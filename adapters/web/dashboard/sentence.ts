import {
  type Choosing,
  type Column,
  caveat,
  type Figure,
  type NotTold,
  type Selection,
  sizeOf,
  type TableRow,
  type Told,
} from '../../../bot/index.ts';
import type { Words } from './words.ts';

export const isTold = (told: Told | NotTold): told is Told => typeof told !== 'string';

/** What a figure says, in words; or why it says nothing. */
export function sentenceOf({ id }: Figure, told: Told | NotTold, { say, cell, column }: Words): string {
  if (!isTold(told))
    return told === 'later' ? say(`dashboard.figures.${id}.says`) : say(`dashboard.not-told.${told}`);
  const missing = Object.values(told.says ?? {}).flatMap((cell) => ('gap' in cell ? cell.gap : []));
  if (told.says && missing.length === 0) {
    const values = Object.entries(told.says).map(([name, value]) => [name, cell(value)]);
    const { plainly } = told;
    return plainly
      ? say(`dashboard.plainly.${plainly.as}`, {
          ...Object.fromEntries(values),
          column: column(plainly.column),
        })
      : say(`dashboard.figures.${id}.says`, Object.fromEntries(values));
  }
  const gaps = new Set([...missing, ...told.rows.flatMap(({ cells }) => cells.map(caveat))]);
  if (gaps.has('hidden') || gaps.has('too-few'))
    return say(told.rows.some(isShown) ? 'dashboard.partly-hidden' : 'dashboard.too-small');
  return say(missing.length > 0 ? 'dashboard.in-part' : 'dashboard.nothing');
}

/** Does a row show a number that tells something? */
const isShown = ({ cells }: TableRow): boolean => cells.some((cell) => (sizeOf(cell) ?? 0) > 0);

/** From when to when; one period, or the first and the last. */
export function spanOf(periods: readonly string[], { say, period }: Words): string {
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) return '';
  return first === last ? period(first) : say('dashboard.span', { from: period(first), to: period(last) });
}

/** The heading of a column, with its time where that is not the figure's. */
export const headingOf = ({ id, periods = [] }: Column, words: Words): string =>
  periods.length === 0
    ? words.column(id)
    : words.say('dashboard.column-of-time', { of: words.column(id), span: spanOf(periods, words) });

/** What was chosen, in one line: the time, the places, the channel, the language. */
export function selectionLine({ province, districts, channel, locale }: Selection, words: Words): string {
  const places = districts.length > 0 ? districts : province === undefined ? [] : [province];
  const { say, name } = words;
  return [
    places.length > 0
      ? places.map((id) => name({ kind: 'place', id })).join(say('dashboard.comma'))
      : say('dashboard.country'),
    ...(channel === undefined ? [] : [name({ kind: 'channel', id: channel })]),
    ...(locale === undefined ? [] : [name({ kind: 'locale', id: locale })]),
  ].join(' · ');
}

/** The fields of the form, as the reader knows them. */
export const fieldNames = (fields: readonly Choosing[], { say }: Words): string =>
  fields.map((field) => say(`dashboard.filter.${field}`)).join(say('dashboard.comma'));
