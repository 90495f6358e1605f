import { z } from 'zod';

/** How time is cut in the figures that show it. */
export const TIME_GRAINS = ['month', 'quarter', 'year'] as const;
export type TimeGrain = (typeof TIME_GRAINS)[number];

/** What the reader wants to see: kept in the address, so that it can be passed on. */
export interface Selection {
  /** The first and the last month. */
  readonly from: string;
  readonly to: string;
  readonly province?: string | undefined;
  /** Districts of the province; none: all of it. */
  readonly districts: readonly string[];
  readonly channel?: string | undefined;
  readonly locale?: string | undefined;
  readonly grain: TimeGrain;
}

/** What can be chosen from. */
export interface Choices {
  /** The published months, oldest first. */
  readonly months: readonly string[];
  readonly places: readonly string[];
  readonly channels: readonly string[];
  readonly locales: readonly string[];
}

/** As many months as are shown when none were chosen. */
const USUAL_MONTHS = 12;

const one = z.string().optional().catch(undefined);
const many = z.union([z.string().transform((text) => [text]), z.array(z.string())]).catch([]);
const Asked = z
  .object({
    from: one,
    to: one,
    province: one,
    district: many,
    channel: one,
    language: one,
    grain: one,
  })
  .catch({ district: [] });

/** A query of an address → a selection. What cannot be chosen counts as not chosen. */
export function readSelection(query: unknown, { months, places, channels, locales }: Choices): Selection {
  const asked = Asked.parse(query);
  const last = months.at(-1) ?? '';
  const usual = months.at(-USUAL_MONTHS) ?? months[0] ?? '';
  const within = (month: string | undefined, instead: string) =>
    month !== undefined && months.includes(month) ? month : instead;
  const [from = '', to = ''] = [within(asked.from, usual), within(asked.to, last)].sort();
  const province = places.find((code) => code.length === 2 && code === asked.province);
  return {
    from,
    to,
    province,
    districts: [...new Set(asked.district)]
      .filter((code) => province !== undefined && code.startsWith(province) && code !== province)
      .filter((code) => places.includes(code))
      .sort(),
    channel: channels.find((channel) => channel === asked.channel),
    locale: locales.find((locale) => locale === asked.language),
    grain: TIME_GRAINS.find((grain) => grain === asked.grain) ?? 'month',
  };
}

/** What a reader can choose, by its name in the address. */
export type Choosing = 'from' | 'to' | 'province' | 'district' | 'channel' | 'language' | 'grain';

/** What was chosen in the query of an address and is not in the selection that was read from it: unknown, or impossible. */
export function misreadIn(query: unknown, selection: Selection): readonly Choosing[] {
  const { from, to, province, districts, channel, locale, grain } = selection;
  const read: Readonly<Record<Choosing, readonly unknown[]>> = {
    from: [from],
    to: [to],
    province: [province],
    district: districts,
    channel: [channel],
    language: [locale],
    grain: [grain],
  };
  const asked = new Map<string, unknown>(Object.entries(query ?? {}));
  return (Object.keys(read) as Choosing[]).filter((name) => {
    // A form sends what was left open as nothing.
    const given = [asked.get(name) ?? []].flat().filter((value) => value !== '');
    const isTwice = given.length > 1 && name !== 'district';
    return isTwice || given.some((value) => !read[name].includes(value));
  });
}

/** The query that leads back to a selection, always written the same. */
export function queryOf({ from, to, province, districts, channel, locale, grain }: Selection): string {
  const query = new URLSearchParams();
  const set = (name: string, value: string | undefined) => value && query.set(name, value);
  set('from', from);
  set('to', to);
  set('province', province);
  for (const district of districts) query.append('district', district);
  set('channel', channel);
  set('language', locale);
  if (grain !== 'month') set('grain', grain);
  const text = query.toString();
  return text && `?${text}`;
}

/** The rows of places that a selection is about. */
export const chosenPlaces = ({ province, districts }: Selection): readonly string[] | undefined => {
  if (districts.length > 0) return districts;
  return province === undefined ? undefined : [province];
};
