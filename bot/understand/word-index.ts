import type { Bag } from './bag.ts';
import { type Dictionary, dictionaryOf, positionOf, rarityAt } from './dictionary.ts';
import { type Postings, post, productsWith } from './postings.ts';

/** Which label uses which words: BM25 with one document for each label, ready to be summed. */
export interface WordIndex {
  readonly dictionary: Dictionary;
  readonly postings: Postings;
}

export interface WordScores {
  /** For each label the rarity-weighted share of the question's words that it uses. */
  readonly scores: Float32Array;
  /** The share of the question's words that any label uses. */
  readonly known: number;
  readonly read: number;
}

/** BM25's k1 and b: a word that many rows of a label use soon counts no more; long labels count a little less. */
const SATURATION = 1.2;
const LENGTH_PENALTY = 0.5;

/** Takes for each label how many of its rows use a word. */
export function indexWords(bags: readonly Bag[]): WordIndex {
  const dictionary = dictionaryOf(bags);
  const lengths = bags.map(sizeOf);
  const mean = lengths.reduce((sum, length) => sum + length, 0) / (bags.length || 1) || 1;
  const vectors = bags.map((bag, label) => {
    const scale = SATURATION * (1 - LENGTH_PENALTY + (LENGTH_PENALTY * lengths[label]!) / mean);
    return {
      features: Uint32Array.from(bag.keys(), (word) => positionOf(dictionary, word)),
      weights: Float32Array.from(bag.values(), (uses) => (uses * (SATURATION + 1)) / (uses + scale)),
    };
  });
  return { dictionary, postings: post(vectors, dictionary.features.length) };
}

/** Divides by the whole question's rarity, not by the best score: words that nobody knows then count for nothing. */
export function wordScores({ dictionary, postings }: WordIndex, words: Bag): WordScores {
  const features: number[] = [];
  const weights: number[] = [];
  let total = 0;
  let known = 0;
  for (const word of words.keys()) {
    const position = positionOf(dictionary, word);
    const rarity = rarityAt(dictionary, position);
    total += rarity;
    if (position < 0) continue;
    known += rarity;
    features.push(position);
    weights.push(rarity);
  }
  const vector = { features: Uint32Array.from(features), weights: Float32Array.from(weights) };
  const { sums, read } = productsWith(postings, vector);
  return { scores: sums.map((sum) => sum / (total || 1)), known: known / (total || 1), read };
}

function sizeOf(bag: Bag): number {
  let size = 0;
  for (const uses of bag.values()) size += uses;
  return size;
}
