import { hash, hashOn, hashPair, startOf } from './hash.ts';
import { wordKey } from './sound-key.ts';

const KHMER_LETTERS = 11;
const WORD = 12;
const PAIR = 13;
const LETTERS = 14;
const SOUND = 15;
const SOUND_PAIR = 16;

const KHMER_RUN = /\p{Script=Khmer}+/gu;
const LATIN_RUN = /[a-z]+/g;

/**
 * Hashed features of how something is said, in a normalised text: Khmer 2-6 letters at a time; Latin words, pairs of
 * words and letter triples, and the words again as they sound. `keyOf`: a `wordKey` that may remember.
 */
export function phraseFeatures(text: string, keyOf: (word: string) => string = wordKey): number[] {
  const key = text.replace(/\d+/g, '0');
  const found: number[] = [];
  for (const run of key.match(KHMER_RUN) ?? []) addRuns(found, KHMER_LETTERS, `^${run}$`, 2, 6);
  const words = key.match(LATIN_RUN) ?? [];
  addWords(found, WORD, PAIR, words);
  for (const word of words) addRuns(found, LETTERS, ` ${word} `, 3, 3);
  addWords(
    found,
    SOUND,
    SOUND_PAIR,
    words.map((word) => keyOf(word)),
  );
  return found;
}

function addRuns(found: number[], kind: number, letters: string, shortest: number, longest: number): void {
  for (let start = 0; start + shortest <= letters.length; start += 1) {
    const end = Math.min(letters.length, start + longest);
    let sum = startOf(kind);
    for (let at = start; at < end; at += 1) {
      sum = hashOn(sum, letters.charCodeAt(at));
      if (at - start + 1 >= shortest) found.push(sum >>> 0);
    }
  }
}

function addWords(found: number[], kind: number, pairKind: number, words: readonly string[]): void {
  for (let at = 0; at < words.length; at += 1) {
    found.push(hash(kind, words[at]!));
    if (at > 0) found.push(hashPair(pairKind, words[at - 1]!, words[at]!));
  }
}
