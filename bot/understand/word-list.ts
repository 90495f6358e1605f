import { hash, hashOn, startOf } from './hash.ts';

/** Words by their hash, ascending, each with the number of the entry that it belongs to. */
export interface WordList {
  readonly hashes: Uint32Array;
  readonly entries: Uint32Array;
  /** 1 where some word's hash ends in these 16 bits: most stretches of a text are ruled out by one look. */
  readonly sieve: Uint8Array;
  /** The same for the first three letters of the words: where none begins like this, none need be tried. */
  readonly beginnings: Uint8Array;
  /** Letters of the longest word: no longer stretch of a text needs to be tried. */
  readonly longest: number;
}

const SIEVE = 2 ** 16;
const WORD = 0;
const BEGINNING = 3;

export function indexWordList(words: readonly { readonly word: string; readonly entry: number }[]): WordList {
  const sorted = words
    .filter(({ word }) => word !== '')
    .map(({ word, entry }) => ({ hash: hash(WORD, word), length: word.length, entry }))
    .sort((one, other) => one.hash - other.hash || one.entry - other.entry);
  const sieve = new Uint8Array(SIEVE);
  for (const word of sorted) sieve[word.hash % SIEVE] = 1;
  const beginnings = new Uint8Array(SIEVE);
  for (const { word } of words) beginnings[hash(WORD, word.slice(0, BEGINNING)) % SIEVE] = 1;
  return {
    sieve,
    beginnings,
    hashes: Uint32Array.from(sorted, (word) => word.hash),
    entries: Uint32Array.from(sorted, (word) => word.entry),
    longest: sorted.reduce((longest, { length }) => Math.max(longest, length), 0),
  };
}

/** Adds the entry of every word that stands in the text, in one pass over it, however many words there are. */
export function findWords(
  list: WordList,
  text: string,
  where: 'anywhere' | 'whole words',
  found: Set<number>,
): void {
  const whole = where === 'whole words';
  for (let start = 0; start < text.length; start += 1) {
    if (whole && start > 0 && text[start - 1] !== ' ') continue;
    let sum = startOf(WORD);
    const end = Math.min(text.length, start + list.longest);
    for (let at = start; at < end; at += 1) {
      sum = hashOn(sum, text.charCodeAt(at));
      if (at + 1 - start === BEGINNING && list.beginnings[(sum >>> 0) % SIEVE] === 0) break;
      if (!whole || at + 1 === text.length || text[at + 1] === ' ') addEntries(list, sum >>> 0, found);
    }
  }
}

function addEntries({ hashes, entries, sieve }: WordList, wanted: number, found: Set<number>): void {
  if (sieve[wanted % SIEVE] === 0) return;
  let low = 0;
  let high = hashes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (hashes[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  for (let at = low; hashes[at] === wanted; at += 1) found.add(entries[at]!);
}
