import { plainDigits } from './understand/quantities.ts';

const LINK = /\b(?:https?:\/\/|www\.)\S+/gi;
const MAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu;
const HANDLE = /(?<![p{L}p{N}])@[a-z0-9_]{3,}/gi;
/** Seven or more digits, however they are set apart: a phone, card or request number. */
const NUMBER = /\+?\d(?:[\s.,()/–-]{0,3}\d){6,}/g;
/** Grouped by three with points or commas, or a date: these stay. */
const SUM = /^[1-9]\d{0,2}(?:[.,]\d{3})+$/;
const DATE = /^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4})$/;
/** Grouped by three with spaces counts as a sum where a currency follows. */
const SPACED_SUM = /^[1-9]\d{0,2}(?: \d{3})+$/;
const CURRENCY = /^ ?(?:៛|រៀល|riel|khr|\$|usd|dollar|ដុល)/;
const MOST = 500;

/**
 * A citizen's text without phone numbers, ID numbers, e-mail addresses, names of accounts and links; sums and
 * dates stay. Digits come out as 0-9, Latin letters small, at most 500 characters.
 */
export function scrub(text: string): string {
  return plainDigits(text)
    .replace(LINK, '[link]')
    .replace(MAIL, '[mail]')
    .replace(HANDLE, '[name]')
    .replace(NUMBER, (number, at: number, whole: string) =>
      staysAsIs(number, whole.slice(at + number.length)) ? number : '[number]',
    )
    .slice(0, MOST);
}

function staysAsIs(number: string, after: string): boolean {
  return SUM.test(number) || DATE.test(number) || (SPACED_SUM.test(number) && CURRENCY.test(after));
}
