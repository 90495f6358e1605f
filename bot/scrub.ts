import { plainDigits } from './understand/quantities.ts';

/** Nobody sees them, and digits stay apart by them; the last makes a key of a digit. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|\u20e3/gu;
const LINK = /(?:https?:\/\/|www\.)\S+/g;
const MAIL =
  /[\p{L}\p{N}._%+-]+\s?(?:@|\(at\)|\[at\])\s?[\p{L}\p{N}-]+(?:(?:\s?\.\s?|\s?(?:\(dot\)|\[dot\])\s?|\s+dot\s+)[\p{L}\p{N}-]{2,})+/gu;
const SPELLED_MAIL = /[\p{L}\p{N}._%+-]+\s+at\s+[\p{L}\p{N}-]+(?:\s+dot\s+\p{L}{2,})+/gu;
const DOMAIN = /(?:[a-z0-9-]+\.)+(?:com|net|org|info|me|kh|io|gov|app)(?![a-z0-9])(?:\/\S*)?/gu;
const HANDLE = /[\p{L}\p{N}._-]*@[\p{L}\p{N}_.]{3,}/gu;
const BETWEEN = String.raw`[\s.,:;()/_·•*'’|~‐-―−-]`;
/** Seven or more digits, however they are set apart: a phone, card or request number. */
const NUMBER = new RegExp(String.raw`\+?\d(?:${BETWEEN}*\d){6,}`, 'g');
/** Grouped by three with points or commas, a date or a time: these stay. */
const SUM = /^[1-9]\d{0,2}(?:[.,]\d{3})+$/;
const DATE = /^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4})$/;
const TIME = /^\d{1,2}:\d{2}$/;
/** With the country's code no sum, however it is grouped. */
const ABROAD = /^855\d{8}/;
/** Several of them in a row, even far apart, and ranges. */
const NEXT = new RegExp(String.raw`${BETWEEN}{4,}|[,;]?\s+(?:[–—-]\s+)?`);
const RANGE = /[–—-]/;
/** Grouped by three with spaces counts as a sum where a currency follows. */
const SPACED_SUM = /^[1-9]\d{0,2}(?: \d{3})+$/;
const CURRENCY = /^ ?(?:៛|រៀល|riel|khr|\$|usd|dollar|ដុល)/;
const HALF_A_CHARACTER = /\p{Surrogate}/gu;
const MOST = 500;

/**
 * A citizen's text without phone numbers, ID numbers, e-mail addresses, names of accounts and links; sums, dates and
 * times stay. Digits come out as 0-9, Latin letters small, at most 500 characters.
 */
export function scrub(text: string): string {
  return plainDigits(text.replace(INVISIBLE, ''))
    .replace(/\p{Nd}/gu, decimal)
    .replace(LINK, '[link]')
    .replace(MAIL, '[mail]')
    .replace(SPELLED_MAIL, '[mail]')
    .replace(DOMAIN, '[link]')
    .replace(HANDLE, '[name]')
    .replace(NUMBER, (number, at: number, whole: string) =>
      staysAsIs(number, whole.slice(at + number.length)) ? number : '[number]',
    )
    .slice(0, MOST)
    .replace(HALF_A_CHARACTER, '');
}

/** The digits of every script stand in a row, from zero on. */
function decimal(digit: string): string {
  const code = digit.codePointAt(0)!;
  let zero = code;
  while (zero > code - 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}

function staysAsIs(number: string, after: string): boolean {
  if (SPACED_SUM.test(number)) return CURRENCY.test(after) && !isAbroad(number);
  return number.split(NEXT).every((part) => DATE.test(part) || part.split(RANGE).every(isSumOrTime));
}

const isSumOrTime = (part: string): boolean => TIME.test(part) || (SUM.test(part) && !isAbroad(part));

const isAbroad = (number: string): boolean => ABROAD.test(number.replace(/\D/g, ''));
