import { hash } from './hash.ts';
import { normalise } from './normalise.ts';
import { soundKey } from './sound-key.ts';

const KHMER_LETTERS = 11;
const WORD = 12;
const PAIR = 13;
const LETTERS = 14;
const SOUND = 15;
const SOUND_PAIR = 16;

const KHMER_RUN = /\p{Script=Khmer}+/gu;
const LATIN_RUN = /[a-z]+/g;

/**
 * Hashed features of how something is said: Khmer 2-6 letters at a time; Latin words, pairs of words and
 * letter triples, and the words again as they sound.
 */
export function phraseFeatures(text: string): number[] {
  const key = normalise(text).replace(/\d+/g, '0');
  return [...khmerFeatures(key), ...latinFeatures(key)];
}

function khmerFeatures(key: string): number[] {
  return (key.match(KHMER_RUN) ?? []).flatMap((run) => {
    const letters = `^${run}$`;
    const found: number[] = [];
    for (let length = 2; length <= 6; length++)
      for (let at = 0; at + length <= letters.length; at++)
        found.push(hash(KHMER_LETTERS, letters, at, at + length));
    return found;
  });
}

function latinFeatures(key: string): number[] {
  const words = key.match(LATIN_RUN) ?? [];
  const sounds = words.map(soundKey);
  const pairs = (kind: number, list: readonly string[]) =>
    list.slice(1).map((word, at) => hash(kind, `${list[at]} ${word}`));
  const triples = words.flatMap((word) => {
    const padded = ` ${word} `;
    return Array.from({ length: padded.length - 2 }, (_, at) => hash(LETTERS, padded, at, at + 3));
  });
  return [
    ...words.map((word) => hash(WORD, word)),
    ...pairs(PAIR, words),
    ...triples,
    ...sounds.map((sound) => hash(SOUND, sound)),
    ...pairs(SOUND_PAIR, sounds),
  ];
}
