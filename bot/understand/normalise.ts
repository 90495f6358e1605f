import { orderMarks } from './khmer-order.ts';

/** A question longer than this says nothing more about which service is meant. */
export const MAX_CODE_POINTS = 512;

/** NFKC can only shrink a text to a fraction: a prefix this long still fills MAX_CODE_POINTS. */
const MAX_CODE_UNITS = 8 * MAX_CODE_POINTS;

const HALF_A_CHARACTER = /\p{Surrogate}/gu;
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u17b4\u17b5\u200b-\u200f\u2060\ufeff]/gu;

/** Letters that were given two code points, or that Unicode asks not to use, and what to use instead. */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map([
  ['\u17a3', '\u17a2'],
  ['\u17a4', '\u17a2\u17b6'],
  ['\u17a8', '\u17a7\u1780'],
  ['\u17b2', '\u17b1'],
  ['\u17d3', '\u17c6'],
  ['\u17dd', '\u17d1'],
  ['\u17d8', '\u17d4\u179b\u17d4'],
]);
const LOOK_ALIKE = /[\u17a3\u17a4\u17a8\u17b2\u17d3\u17dd\u17d8]/gu;

/** Both Khmer digit systems: everyday 17E0-17E9 and lunar 17F0-17F9. */
const KHMER_DIGIT = /[\u17e0-\u17e9\u17f0-\u17f9]/gu;

/** "To give" is written four ways; all of them are right. */
const GIVE = /(?:អោយ|ឱ្យ)/gu;

/** Marks that people add, leave out or double without meaning another word. */
const SILENT_MARKS = /[\u17c9-\u17cb\u17cd-\u17d1]/gu;
const DOUBLED_MARK = /([\u17b6-\u17c8\u17cc])\1+/gu;

const LATIN_ACCENT = /(?<=\p{Script=Latin})\p{Mn}+/gu;
const APOSTROPHE = /(?<=[a-z])['’ʼ`](?=[a-z])/gu;
const NOT_A_WORD = /[^\p{L}\p{M}\p{N}]+/gu;

/**
 * Texts that tidying leaves as they are, as most questions are after one pass: words of plain letters and digits, and
 * of Khmer clusters in order (their subscript, vowel and sign, none of them doubled, silent or a look-alike).
 */
const SETTLED =
  /^(?:[a-z0-9]| (?=[a-z0-9\u1780-\u17b3])|[\u1780-\u17a2\u17a5-\u17a7\u17a9-\u17b1\u17b3](?:\u17d2[\u1780-\u1789\u178b-\u17a2])?[\u17b6-\u17c5]?[\u17c6\u17c7\u17cc]?)*$/u;

/** Undoing one oddity can uncover another; what people type settles in one pass, malice in a few. */
const MAX_PASSES = 6;

/** The text as the matcher compares it: spellings that a reader takes for the same become the same. Idempotent. */
export function normalise(text: string): string {
  return settle(text, (before) => foldKhmer(plain(before)));
}

/** As `normalise`, but with the Khmer marks that change how a word is read aloud. */
export function normaliseForReading(text: string): string {
  return settle(text, plain);
}

function settle(text: string, tidy: (before: string) => string): string {
  let before = text.slice(0, MAX_CODE_UNITS).replace(HALF_A_CHARACTER, '');
  for (let pass = 0; pass < MAX_PASSES && !isSettled(before); pass += 1) {
    const after = firstCodePoints(tidy(before), MAX_CODE_POINTS).trim();
    if (after === before) break;
    before = after;
  }
  return before;
}

function isSettled(text: string): boolean {
  return (
    text.length <= MAX_CODE_POINTS && !text.startsWith(' ') && SETTLED.test(text) && text.search(GIVE) < 0
  );
}

function plain(text: string): string {
  const letters = text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(LATIN_ACCENT, '')
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(KHMER_DIGIT, (digit) => String(digit.charCodeAt(0) % 16))
    .replace(LOOK_ALIKE, (letter) => LOOK_ALIKES.get(letter) ?? letter);
  return orderMarks(letters).replace(GIVE, 'ឱយ').replace(APOSTROPHE, '').replace(NOT_A_WORD, ' ');
}

function foldKhmer(text: string): string {
  return text.replace(SILENT_MARKS, '').replaceAll('\u17c8', '\u17c7').replace(DOUBLED_MARK, '$1');
}

function firstCodePoints(text: string, limit: number): string {
  return text.length <= limit ? text : Array.from(text).slice(0, limit).join('');
}
