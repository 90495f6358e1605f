/**
 * Looks for what tells of a person. It knows nothing of how texts are scrubbed, so that a mistake there is seen here.
 */
export type Personal =
  | 'phone number'
  | 'ID number'
  | 'long number'
  | 'e-mail address'
  | 'link'
  | 'account name';

const INVISIBLE = /\p{Default_Ignorable_Code_Point}|\u20e3/gu;
const KHMER_ZERO = 0x17e0;
const MAIL =
  /[^\s@]\s?(?:@|\(at\)|\[at\])\s?[^\s@.]+(?:\s?\.\s?|\s?(?:\(dot\)|\[dot\])\s?|\s+dot\s+)[^\s@.]{2}/u;
const SPELLED_MAIL = /[^\s@]\s+at\s+[^\s@]+\s+dot\s+\p{L}{2}/u;
const LINK = /https?:\/\/|www\.\w|\b[\w-]+\.(?:com|net|org|info|me|kh|io|gov|app)\b/;
const ACCOUNT = /@[\w.]{3}/;

const BETWEEN = String.raw`[\s.,:;()/_·•*'’|~‐-―−-]`;
const DIGITS = new RegExp(String.raw`\+?\d(?:${BETWEEN}*\d){6,}`, 'gu');
/** Between several amounts, dates and times in a row, even far apart. */
const NEXT = new RegExp(String.raw`${BETWEEN}{4,}|[,;]?\s+(?:[–—-]\s+)?`, 'u');
const AMOUNT = /^[1-9]\d{0,2}(?:[.,]\d{3})+$/;
const SPACED_AMOUNT = /^[1-9]\d{0,2}(?: \d{3})+$/;
const MONEY = /^\s?(?:៛|រៀល|ដុល|riel|khr|\$|usd|dollar)/;
const DAY = /^(?:\d{4}([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2\d{4})$/;
const HOURS = /^\d{1,2}:\d\d$/;
/** With the country's code no amount, however it is grouped. */
const ABROAD = /^855\d{8}/;
/** Ids of laws end with the number and the year. */
const LAW = /(?<=[a-z]-)(?:[1-9]\d{0,4}|0\d{1,2})-(?:19|20)\d\d$/;

/** What stands in a text; the text itself is never handed on. Amounts, dates and times are nobody's. */
export function personalIn(written: string): Personal[] {
  const text = readable(written);
  const numbers = [...text.matchAll(DIGITS)]
    .filter(([run], nth, all) => !isHarmless(run, text.slice(all[nth]!.index + run.length)))
    .map(([run]) => kindOf(run));
  return [
    ...new Set<Personal>([
      ...numbers,
      ...(MAIL.test(text) || SPELLED_MAIL.test(text) ? (['e-mail address'] as const) : []),
      ...(LINK.test(text) ? (['link'] as const) : []),
      ...(ACCOUNT.test(text) ? (['account name'] as const) : []),
    ]),
  ];
}

/** What stands in an id of the catalogue, or in an entry. */
export const personalInId = (id: string): Personal[] => personalIn(id.replace(LAW, ''));

/** As a reader sees it: one kind of digits, nothing between them that cannot be seen. */
function readable(written: string): string {
  return written
    .replace(INVISIBLE, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[០-៩]/g, (digit) => String(digit.charCodeAt(0) - KHMER_ZERO));
}

function isHarmless(run: string, after: string): boolean {
  if (SPACED_AMOUNT.test(run)) return MONEY.test(after) && !isAbroad(run);
  return run.split(NEXT).every((part) => DAY.test(part) || part.split(/[–—-]/).every(isAmountOrHour));
}

const isAmountOrHour = (part: string): boolean => HOURS.test(part) || (AMOUNT.test(part) && !isAbroad(part));

const isAbroad = (run: string): boolean => ABROAD.test(run.replace(/\D/g, ''));

function kindOf(run: string): Personal {
  const digits = run.replace(/\D/g, '');
  if (/^(?:0\d{7}|(?:00)?855\d{7})/.test(digits) || run.startsWith('+')) return 'phone number';
  return digits.length === 9 ? 'ID number' : 'long number';
}
