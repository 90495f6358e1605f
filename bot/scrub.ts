const KHMER_DIGIT = /[\u17e0-\u17e9]/g;
const LINK = /\b(?:https?:\/\/|www\.)\S+/gi;
const MAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu;
const HANDLE = /(?<![\p{L}\p{N}])@[A-Za-z0-9_]{3,}/gu;
/** Seven or more digits, however they are spaced: a phone, card or request number. Sums grouped by three and dates stay. */
const NUMBER = /\+?\d(?:[ .()-]?\d){6,}/g;
const SUM = /^[1-9]\d{0,2}(?:[.,]\d{3})+$/;
const DATE = /^(?:\d{4}[-.]\d{1,2}[-.]\d{1,2}|\d{1,2}[-.]\d{1,2}[-.]\d{4})$/;
const MOST = 500;

/** A citizen's text without phone numbers, ID numbers, e-mail addresses and links; sums and dates stay. Cut to 500 characters. */
export function scrub(text: string): string {
  const latin = text.slice(0, MOST).replace(KHMER_DIGIT, (digit) => String(digit.charCodeAt(0) - 0x17e0));
  return latin
    .replace(LINK, '[link]')
    .replace(MAIL, '[mail]')
    .replace(HANDLE, '[name]')
    .replace(NUMBER, (number) => (SUM.test(number) || DATE.test(number) ? number : '[number]'));
}
