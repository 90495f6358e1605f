import { z } from 'zod';
import { Citation, Source, Verified } from './source.ts';
import { Id, LooseDate, Phrases, ShortText, Text } from './text.ts';

/** A kind of office that exists in many places, and how its counter works where that is known. */
const OfficeKind = z.strictObject({
  id: Id,
  name: Text,
  short: ShortText.describe('on a button'),
  level: z.enum(['commune', 'district', 'province', 'national']),
  one_window: z.literal(true).optional().describe('shown to whoever asks for the One Window office'),
  rated: z.literal(false).optional().describe('no office of the state that citizens can rate'),
  words: Phrases.optional().describe('how citizens call it when they wish to rate one'),
  counter: Text.optional().describe('what happens at the counter, in one or two sentences'),
  source: Citation.optional(),
});
export type OfficeKind = z.output<typeof OfficeKind>;

/** One office at one place. The list may be empty: what is not known of offices is said to be unknown. */
const Office = z.strictObject({
  id: Id,
  kind: Id,
  place: z.string(),
  name: Text,
  address: Text.optional(),
  hours: Text.optional(),
  phone: z.string().optional(),
  map: z.tuple([z.number(), z.number()]).optional(),
  source: Citation,
  verified: Verified,
});
export type Office = z.output<typeof Office>;

const Hotline = z.strictObject({
  id: Id,
  number: z.string().regex(/^\d{3,12}$/, 'a hotline is digits only, in quotes'),
  name: Text,
  free: z.literal(true).optional(),
  source: Citation,
});
export type Hotline = z.output<typeof Hotline>;

/** `content/offices.yaml`. */
export const Offices = z.strictObject({
  kinds: z.array(OfficeKind).min(1),
  hotlines: z.array(Hotline),
  offices: z.array(Office),
  sources: z.record(z.string(), Source),
});

/** A group of services that citizens choose from. */
export const Sector = z.strictObject({
  id: Id,
  name: Text,
  short: z.strictObject({ km: z.string().max(20), en: z.string().max(20) }),
});
export type Sector = z.output<typeof Sector>;

/** A law, sub-decree or prakas that a service rests on. */
export const Law = z.strictObject({
  id: Id,
  name: Text,
  date: LooseDate.optional(),
  url: z.url().optional(),
});
export type Law = z.output<typeof Law>;
