import { BANDS, GENDERS, LIKINGS, LOCALES, REASONS } from '../../bot/index.ts';

/** What a value must look like: nothing that tells of a person fits. */
export type Shape = (value: string | number) => boolean;

const text =
  (form: RegExp): Shape =>
  (value) =>
    typeof value === 'string' && form.test(value);
const whole =
  (least: number, most: number): Shape =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
const oneOf =
  (words: readonly string[]): Shape =>
  (value) =>
    words.includes(value as string);

const DAY = String.raw`20\d\d-[01]\d-[0-3]\d`;
const DIGEST = '[A-Za-z0-9_-]{22}';
const PLACE = String.raw`\d{2}(?:\d{2})?`;
/** With letters, and never five digits in a row: a number of somebody's does not fit into it. */
const ID = String.raw`(?!\d+$)(?!.*\d{5})[a-z0-9]+(?:-[a-z0-9]+)*`;

/** How values look, by what they are. */
export const SHAPES = {
  /** The number that a row is given. */
  serial: whole(1, Number.MAX_SAFE_INTEGER),
  /** Milliseconds UTC, between 2001 and 2100; 0: never. */
  moment: (value) => value === 0 || whole(1e12, 4.2e12)(value),
  count: whole(0, 99_999),
  flag: whole(0, 1),
  day: text(new RegExp(`^${DAY}$`)),
  /** A month or a quarter. */
  period: text(/^20\d\d-(?:0[1-9]|1[0-2]|Q[1-4])$/),
  /** A word of ours: a channel, an outcome, a kind. */
  word: text(/^[a-z]{2,20}(?:[_-][a-z]{2,20})*$/),
  id: text(new RegExp(`^${ID}$`)),
  place: text(new RegExp(`^${PLACE}$`)),
  /** What a poster or link opens. */
  entry: text(/^(?!\d+$)(?!.*\d{5})[a-z0-9]+(?:--?[a-z0-9]+)*$/),
  version: text(/^[0-9a-f]{12}$/),
  digest: text(new RegExp(`^${DIGEST}$`)),
  visit: text(new RegExp(`^${DAY}/${DIGEST}$`)),
  rating: text(new RegExp(`^${DAY}/${DIGEST}/${PLACE}/${ID}$`)),
  /** Something published, by period and what it is. */
  path: text(/^(?!.*\d{5})[\w./:-]+$/),
  secretName: text(/^[a-z]+(?:[ -][a-z]+)*(?: 20\d\d-[01]\d)?$/),
  secret: text(/^[A-Za-z0-9_-]{43}$/),
  locale: oneOf(LOCALES),
  liking: oneOf(LIKINGS),
  gender: oneOf(GENDERS),
  band: oneOf(BANDS),
  reasons: (value) =>
    value === '' ||
    String(value)
      .split(' ')
      .every((one) => (REASONS as readonly string[]).includes(one)),
} as const satisfies Readonly<Record<string, Shape>>;
export type ShapeName = keyof typeof SHAPES;
