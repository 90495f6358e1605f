import { addFeature, addGrams, type Bag } from './bag.ts';
import { hash } from './hash.ts';
import { scriptRuns } from './script-runs.ts';
import { stem } from './stem.ts';

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

const KHMER_WORDS = new Intl.Segmenter('km', { granularity: 'word' });

export interface SpellingFeatures {
  /** Everything: words, pairs of words, runs of letters, concepts. */
  readonly all: Bag;
  /** Only words and concepts, for the ranking that counts whole words. */
  readonly words: Bag;
}

/** The features of a normalised text as it is written, with the concepts that the glossary finds in it. */
export function spellingFeatures(text: string, concepts: readonly string[]): SpellingFeatures {
  const all: Bag = new Map();
  const words: Bag = new Map();
  const { khmer, words: others } = scriptRuns(text);
  for (const phrase of khmer) {
    addGrams(all, KHMER_LETTERS.kind, phrase, 2, 4, KHMER_LETTERS.weight);
    addWords(all, words, segment(phrase));
  }
  // Across the spaces too: the grams then know which words are neighbours, whatever their endings.
  if (others.length > 0) addGrams(all, LETTERS.kind, ` ${others.join(' ')} `, 2, 4, LETTERS.weight);
  addWords(all, words, others);
  for (const concept of concepts) {
    addFeature(all, hash(CONCEPT.kind, concept), CONCEPT.weight);
    words.set(hash(CONCEPT.kind, concept), 1);
  }
  return { all, words };
}

function addWords(all: Bag, counted: Bag, words: readonly string[]): void {
  words.forEach((word, at) => {
    const root = hash(STEM.kind, stem(word));
    addFeature(all, hash(WORD.kind, word), WORD.weight);
    addFeature(all, root, STEM.weight);
    counted.set(root, 1);
    const [next, afterNext] = words.slice(at + 1, at + 3);
    if (next !== undefined) addFeature(all, hash(PAIR.kind, `${word} ${next}`), PAIR.weight);
    if (afterNext !== undefined) addFeature(all, hash(GAP.kind, `${word} ${afterNext}`), GAP.weight);
  });
}

function segment(phrase: string): string[] {
  return Array.from(KHMER_WORDS.segment(phrase), (word) => word.segment);
}
