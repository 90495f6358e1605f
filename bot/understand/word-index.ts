import type { Bag } from './bag.ts';
import { type Dictionary, dictionaryOf, rarityAt } from './dictionary.ts';
import { numberOf } from './feature-table.ts';
import { numberBags } from './number-bags.ts';
import { type Postings, post, productsWith, type Vector } from './postings.ts';

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

/** Takes for each label the words of its rows. */
export function indexWords(labels: readonly (readonly Uint32Array[])[]): WordIndex {
  const uses = labels.map(usesOf);
  const { table, numbers, holders } = numberBags(uses.map(({ features }) => features));
  const lengths = uses.map(({ weights }) => weights.reduce((sum, count) => sum + count, 0));
  const mean = lengths.reduce((sum, length) => sum + length, 0) / (labels.length || 1) || 1;
  const vectors = uses.map(({ weights }, label): Vector => {
    const scale = SATURATION * (1 - LENGTH_PENALTY + (LENGTH_PENALTY * lengths[label]!) / mean);
    return {
      features: numbers[label]!,
      weights: weights.map((count) => (count * (SATURATION + 1)) / (count + scale)),
    };
  });
  return { dictionary: dictionaryOf(table, holders, labels.length), postings: post(vectors, holders) };
}

/** Divides by the whole question's rarity, not by the best score: words that nobody knows then count for nothing. */
export function wordScores({ dictionary, postings }: WordIndex, words: Uint32Array): WordScores {
  const features: number[] = [];
  const weights: number[] = [];
  let total = 0;
  let known = 0;
  for (const word of words) {
    const number = numberOf(dictionary.table, word);
    const rarity = rarityAt(dictionary, number);
    total += rarity;
    if (number < 0) continue;
    known += rarity;
    features.push(number);
    weights.push(rarity);
  }
  const vector = { features: Uint32Array.from(features), weights: Float32Array.from(weights) };
  const { sums, read } = productsWith(postings, vector);
  return { scores: sums.map((sum) => sum / (total || 1)), known: known / (total || 1), read };
}

/** In how many of the rows each word stands. */
function usesOf(rows: readonly Uint32Array[]): Bag {
  const { table, holders } = numberBags(rows);
  return { features: table.features.slice(0, table.size), weights: Float32Array.from(holders) };
}
