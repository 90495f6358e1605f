import { beginningOf } from '../../adapters/calendar.ts';
import { insertInto, type RecordRow } from '../../adapters/store/record-tables.ts';
import { beside } from '../store/move/contents.ts';

const HOUR_MS = 3_600_000;
let rows = 0;

/** What every fact says unless a test says otherwise: at ten in the morning in Phnom Penh. */
const common = (day: string) => ({
  at: beginningOf(day) + 10 * HOUR_MS,
  day,
  channel: 'telegram',
  locale: 'km',
  place: '0203',
  entry: null,
  catalogue_version: 'abcdef012345',
  is_test: 0,
});

/** Of one table: what a test says of the row, over what every row says. */
export type Given = Readonly<Record<string, string | number | null>>;

export const rating = (day: string, given: Given = {}): Given => ({
  id: `${day}/${rows++}`,
  visitor: 'AAAAAAAAAAAAAAAAAAAAAA',
  ...common(day),
  office: 'district-owso',
  service: 'passport',
  liking: 'like',
  reasons: '',
  gender: null,
  prompted: 1,
  ...given,
});

export const visit = (day: string, given: Given = {}): Given => ({
  id: `${day}/${rows++}`,
  visitor: 'AAAAAAAAAAAAAAAAAAAAAA',
  ...common(day),
  gender: 'female',
  last_at: beginningOf(day) + 11 * HOUR_MS,
  turns: 3,
  ...given,
});

export const answer = (day: string, given: Given = {}): Given => ({
  ...common(day),
  outcome: 'answered',
  service: 'passport',
  aspect: 'fee',
  band: 'sure',
  ...given,
});

export const occurrence = (day: string, given: Given = {}): Given => ({
  ...common(day),
  kind: 'complaint',
  service: 'passport',
  ...given,
});

export function typed(day: string, kind: string, fields: object): Given {
  const { at, channel, locale, catalogue_version } = common(day);
  return { at, kind, channel, locale, catalogue_version, fields: JSON.stringify(fields) };
}

/** Writes rows into a table of either engine, beside its store. */
export const write = (url: string, table: RecordRow['table'], given: readonly Given[]): Promise<void> =>
  beside(url, async (ask) => {
    for (const row of given)
      await ask(
        insertInto(table, (names) => `VALUES (${names.map((name) => literal(row[name]!)).join(', ')})`),
      );
  });

const literal = (value: string | number | null): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
