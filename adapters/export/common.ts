import { provinceCode } from '../../bot/index.ts';
import { dayInPhnomPenh, hourInPhnomPenh } from '../calendar.ts';
import { type Column, coded, column } from './column.ts';

/** What every record has. */
export interface Common {
  readonly at: number;
  readonly channel: string;
  readonly locale: string;
  readonly catalogue_version: string;
}
/** What every fact has beside. */
export interface Fact extends Common {
  readonly day: string;
  readonly place: string | null;
  readonly entry: string | null;
}

export const COMMON_FIELDS = ['at', 'channel', 'locale', 'catalogue_version'] as const;
export const FACT_FIELDS = [...COMMON_FIELDS, 'day', 'place', 'entry'] as const;

const SMALL = { code: 10, label: 12 };
const hour = column<Common>('hour', 'number', 6, ({ at }) => hourInPhnomPenh(at));
const spoken = [
  ...coded<Common>('channel', 'channel', ({ channel }) => channel, SMALL),
  ...coded<Common>('language', 'language', ({ locale }) => locale, SMALL),
];

/** When, in which channel and language a text was typed. To the hour: a moment would tell whose other rows are. */
export const TEXT_BEGINS: readonly Column<Common>[] = [
  column('day', 'day', 11, ({ at }) => dayInPhnomPenh(new Date(at))),
  hour,
  ...spoken,
];

/** When, how and where something was. */
export const FACT_BEGINS: readonly Column<Fact>[] = [
  column('day', 'day', 11, ({ day }) => day),
  hour,
  ...spoken,
  ...coded<Fact>('province', 'province', ({ place }) => place && provinceCode(place), { code: 9, label: 18 }),
  ...coded<Fact>('district', 'district', ({ place }) => (place && place.length > 2 ? place : null), {
    code: 9,
    label: 18,
  }),
];
export const FACT_ENDS: readonly Column<Fact>[] = [
  column('entry', 'text', 20, ({ entry }) => entry),
  column('catalogue_version', 'text', 16, ({ catalogue_version }) => catalogue_version),
];
export const TEXT_ENDS: readonly Column<Common>[] = [
  column('catalogue_version', 'text', 16, ({ catalogue_version }) => catalogue_version),
];

/** The service, and the sector that it belongs to. */
export const serviceColumns = <Row extends { readonly service: string | null }>(): readonly Column<Row>[] => [
  ...coded<Row>('sector', 'sector', ({ service }, words) => words.sectorOf(service), { code: 18, label: 30 }),
  ...coded<Row>('service', 'service', ({ service }) => service, { code: 24, label: 36 }),
];

export const genderColumns = <Row extends { readonly gender: string | null }>(): readonly Column<Row>[] =>
  coded('gender', 'gender', ({ gender }) => gender, { code: 8, label: 10 });
