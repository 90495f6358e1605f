import type { Locale } from '../../bot/index.ts';
import { beginningOf } from '../calendar.ts';

/** Which rows are wanted. Days are those of Phnom Penh, both included. */
export interface Filter {
  readonly from?: string;
  readonly to?: string;
  /** A province stands for its districts as well. */
  readonly places: readonly string[];
  readonly service?: string;
  readonly channel?: string;
  readonly language?: Locale;
}

/** A condition of SQL, and the values in it. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly unknown[];
}

const DAY_MS = 86_400_000;

/** What the filter says about the columns that all records have. */
export function commonConditions({ from, to, channel, language }: Filter): readonly Condition[] {
  return [
    ...(from === undefined ? [] : [{ sql: 'at >= ?', values: [beginningOf(from)] }]),
    ...(to === undefined ? [] : [{ sql: 'at < ?', values: [beginningOf(to) + DAY_MS] }]),
    ...(channel === undefined ? [] : [{ sql: 'channel = ?', values: [channel] }]),
    ...(language === undefined ? [] : [{ sql: 'locale = ?', values: [language] }]),
  ];
}

/** What the filter says about where it was and for what service: tables of facts have a column for each. */
export function factConditions({ places, service }: Filter): readonly Condition[] {
  const placed = places.map((code) => (code.length === 2 ? 'substr(place, 1, 2) = ?' : 'place = ?'));
  return [
    { sql: 'is_test = 0', values: [] },
    ...(placed.length > 0 ? [{ sql: `(${placed.join(' OR ')})`, values: places }] : []),
    ...(service === undefined ? [] : [{ sql: 'service = ?', values: [service] }]),
  ];
}

/** All of them, as the part behind WHERE. */
export const allOf = (conditions: readonly Condition[]): Condition => ({
  sql: conditions.length > 0 ? conditions.map(({ sql }) => sql).join(' AND ') : '1 = 1',
  values: conditions.flatMap(({ values }) => values),
});
