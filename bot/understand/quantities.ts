import type { Currency } from '../catalogue/index.ts';

/** A number as it stands in a message, with what follows it. */
export interface Quantity {
  readonly value: number;
  readonly currency?: Currency;
  /** The two sides were given ("4x16"); `value` is their product. */
  readonly sides: boolean;
  /** The text behind the number, where its unit stands. */
  readonly after: string;
  /** Spelled with a word, such as "ពីរ" or "two": counts only in front of a unit. */
  readonly spelled: boolean;
}

/** Khmer counts in ten thousands and hundred thousands too; the Latin spellings are those of chats. */
const MULTIPLIERS: readonly (readonly [RegExp, number])[] = [
  [/^(?:រយ|roy|hundred)/, 100],
  [/^(?:ពាន់|ពាន|poan|thousand|k(?![a-z]))/, 1_000],
  [/^(?:ម៉ឺន|មុឺន|មឺន|meun|mern|muen|mueun)/, 10_000],
  [/^(?:សែន|saen|sen(?![a-z]))/, 100_000],
  [/^(?:លាន|lean|million|mil(?![a-z]))/, 1_000_000],
];

const SPELLED: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ប្រាំមួយ: 6,
    ប្រាំពីរ: 7,
    ប្រាំពិល: 7,
    ប្រាំបី: 8,
    ប្រាំបួន: 9,
    ប្រាំ: 5,
    មួយ: 1,
    ពីរ: 2,
    បី: 3,
    បួន: 4,
    ដប់: 10,
    ម្ភៃ: 20,
    សាមសិប: 30,
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    twelve: 12,
    twenty: 20,
    muoy: 1,
    mouy: 1,
    pi: 2,
    pir: 2,
    bey: 3,
    bei: 3,
    buon: 4,
    boun: 4,
    pram: 5,
    dop: 10,
  }),
);
const SPELLED_WORD = new RegExp(
  [...SPELLED.keys()]
    .sort((a, b) => b.length - a.length)
    .map((word) => (/^[a-z]/.test(word) ? `\\b${word}\\b` : word))
    .join('|'),
  'gu',
);

const DIGITS = /\d{1,3}(?:[ .,]\d{3})+(?!\d)|\d+(?:[.,]\d{1,2}(?!\d))?/g;
const SIDES = /(\d+(?:\.\d+)?) ?[x×*] ?(\d+(?:\.\d+)?)/g;
const KHMER_DIGIT = /[\u17e0-\u17e9\u17f0-\u17f9]/g;

const CURRENCY_AFTER: readonly (readonly [RegExp, Currency])[] = [
  [/^ ?(?:៛|រៀល|រៀ|riel|riels|real|khr)/, 'KHR'],
  [/^ ?(?:\$|ដុល្លារ|ដុល្លា|ដុល|dollar|dollars|usd|dolla|dola)/, 'USD'],
];

/** Digits of both Khmer systems and full-width ones as 0-9, Latin in lower case; punctuation stays, for numbers need it. */
export function plainDigits(text: string): string {
  return text
    .slice(0, 2_048)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(KHMER_DIGIT, (digit) => String(digit.charCodeAt(0) % 16));
}

const toNumber = (digits: string): number =>
  Number(/[ .,]\d{3}/.test(digits) ? digits.replace(/[ .,]/g, '') : digits.replace(',', '.'));

/** Multiplier words behind a number: "៣ម៉ឺន៥ពាន់" is 35,000. */
function multiplied(value: number, after: string): { readonly value: number; readonly after: string } {
  const rest = after.replace(/^ /, '');
  const found = MULTIPLIERS.find(([word]) => word.test(rest));
  if (!found) return { value, after };
  const [word, times] = found;
  const behind = rest.replace(word, '');
  const next = /^ ?(\d{1,3})(?=\D|$)/.exec(behind);
  if (!next) return { value: value * times, after: behind };
  const more = multiplied(Number(next[1]), behind.slice(next[0].length));
  return more.value !== Number(next[1]) && more.value < times
    ? { value: value * times + more.value, after: more.after }
    : { value: value * times, after: behind };
}

/** Every number of a message in order, with its currency and what follows it. Linear in the length of the text. */
export function quantities(message: string): Quantity[] {
  const text = plainDigits(message);
  const sides = [...text.matchAll(SIDES)].map(
    (match): Quantity => ({
      value: Number(match[1]) * Number(match[2]),
      sides: true,
      after: text.slice(match.index + match[0].length),
      spelled: false,
    }),
  );
  const counted: Quantity[] = [];
  let end = 0;
  for (const match of text.matchAll(DIGITS)) {
    if (match.index < end) continue;
    const { value, after } = multiplied(toNumber(match[0]), text.slice(match.index + match[0].length));
    end = text.length - after.length;
    counted.push({
      value,
      sides: false,
      after,
      spelled: false,
      ...currencyOf(text.slice(0, match.index), after),
    });
  }
  const spelled = [...text.matchAll(SPELLED_WORD)].map((match): Quantity => {
    const { value, after } = multiplied(
      SPELLED.get(match[0]) ?? 0,
      text.slice(match.index + match[0].length),
    );
    return { value, sides: false, after, spelled: true, ...currencyOf('', after) };
  });
  return [...sides, ...counted, ...spelled];
}

function currencyOf(before: string, after: string): { readonly currency?: Currency } {
  const found =
    CURRENCY_AFTER.find(([word]) => word.test(after))?.[1] ?? (/\$ ?$/.test(before) ? 'USD' : undefined);
  return found ? { currency: found } : {};
}
