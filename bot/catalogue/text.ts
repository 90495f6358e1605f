import { z } from 'zod';

/** Languages that the villager answers in. Every text a citizen reads exists in all of them. */
export const LOCALES = ['km', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** Languages that citizens type in: the two above, and Khmer in Latin letters. */
export const TONGUES = ['km', 'en', 'km-Latn'] as const;
export type Tongue = (typeof TONGUES)[number];

/** A short stable name in `a-z0-9-`: it stands in file names, buttons, links and records, so it is never reused. */
export const Id = z
  .string()
  .max(40, 'an id has at most 40 characters')
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    'an id is written in a-z, 0-9 and single hyphens, such as "birth-registration"',
  );

/** What `npm run new-service` leaves for the editor to write over. */
const UNFILLED = '…';

/** A text that somebody wrote. */
export const Line = z
  .string()
  .trim()
  .min(1, 'a text may not be empty')
  .refine((text) => text !== UNFILLED, `this is not filled in yet: write over the "${UNFILLED}"`);

/** Text a citizen reads, in every language. A gap is a content error, not a surprise at run time. */
export const Text = z.strictObject({ km: Line, en: Line });
export type Text = z.output<typeof Text>;

/** The smallest button of all channels (Messenger quick replies) shows 20 UTF-16 units. */
export const SHORT_LENGTH = 20;
const ShortLine = Line.max(SHORT_LENGTH, `a short label has at most ${SHORT_LENGTH} UTF-16 units`);
export const ShortText = z.strictObject({ km: ShortLine, en: ShortLine });

const Lines = z.array(Line);
/** Phrases as citizens type them, by the language they are typed in. */
export const Phrases = z.strictObject({
  km: Lines.optional(),
  en: Lines.optional(),
  'km-Latn': Lines.optional(),
});
export type Phrases = z.output<typeof Phrases>;

/** A calendar day (2026-11-20), month (2026-11) or year (2026), as exact as it is known. */
export const LooseDate = z
  .string()
  .regex(
    /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/,
    'a date is written "2026-11-20", "2026-11" or "2026", in quotes',
  );
export const Day = z.iso.date('a day is written "2026-11-20", in quotes');
