import type { Bag } from './bag.ts';
import { empty, numberFor } from './feature-table.ts';
import { hash, hashPair } from './hash.ts';
import type { Reader } from './reader.ts';
import type { ScriptRuns } from './script-runs.ts';
import { stem } from './stem.ts';
import { addFeature, addGrams, takeBag } from './tally.ts';

/** Kinds of features, kept apart by their hash, each with its weight before rarity; tuned on the development sets. */
const WORD = { kind: 1, weight: 0.6 };
const STEM = { kind: 2, weight: 1 };
const PAIR = { kind: 3, weight: 0.4 };
/** A word and the next but one. */
const GAP = { kind: 4, weight: 0.3 };
const LETTERS = { kind: 5, weight: 0.5 };
const KHMER_LETTERS = { kind: 6, weight: 0.8 };
/** What the glossary says that the text speaks of: the bridge between languages and scripts. */
const CONCEPT = { kind: 7, weight: 2 };

export interface SpellingFeatures {
  /** Everything: words, pairs of words, runs of letters, concepts. */
  readonly all: Bag;
  /** Only words and concepts, each once, for the ranking that counts whole words. */
  readonly words: Uint32Array;
}

/** The features of a text as it is written, with the concepts that the glossary finds in it. */
export function spellingFeatures(
  { khmer, words: others }: ScriptRuns,
  concepts: readonly string[],
  reader: Reader,
): SpellingFeatures {
  const { tally, words } = reader;
  for (const phrase of khmer) {
    addGrams(tally, KHMER_LETTERS.kind, phrase, 2, 4, KHMER_LETTERS.weight);
    addWords(reader, reader.segment(phrase));
  }
  // Across the spaces too: the grams then know which words are neighbours, whatever their endings.
  if (others.length > 0) addGrams(tally, LETTERS.kind, ` ${others.join(' ')} `, 2, 4, LETTERS.weight);
  addWords(reader, others);
  for (const concept of concepts) {
    addFeature(tally, hash(CONCEPT.kind, concept), CONCEPT.weight);
    numberFor(words, hash(CONCEPT.kind, concept));
  }
  const counted = words.features.slice(0, words.size);
  empty(words);
  return { all: takeBag(tally), words: counted };
}

function addWords({ tally, words: counted }: Reader, words: readonly string[]): void {
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!;
    const root = hash(STEM.kind, stem(word));
    addFeature(tally, hash(WORD.kind, word), WORD.weight);
    addFeature(tally, root, STEM.weight);
    numberFor(counted, root);
    const next = words[at + 1];
    const afterNext = words[at + 2];
    if (next !== undefined) addFeature(tally, hashPair(PAIR.kind, word, next), PAIR.weight);
    if (afterNext !== undefined) addFeature(tally, hashPair(GAP.kind, word, afterNext), GAP.weight);
  }
}
