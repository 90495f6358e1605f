import type { Bag } from './bag.ts';
import { type Dictionary, dictionaryOf, rarityAt } from './dictionary.ts';
import { numberOf } from './feature-table.ts';
import { numberBags } from './number-bags.ts';
import { type Postings, post, type Vector } from './postings.ts';

/** Rows by their features, each row scaled to length one: the product of two rows is their cosine. */
export interface RowIndex {
  readonly dictionary: Dictionary;
  readonly postings: Postings;
}

/** A text of length one; features that no row has count in the length and nowhere else. */
export interface UnitVector extends Vector {
  /** Share of the text's weight that lies in features that some row has. */
  readonly known: number;
}

export function indexRows(bags: readonly Bag[]): {
  readonly index: RowIndex;
  readonly vectors: Vector[];
} {
  const { table, numbers, holders } = numberBags(bags.map(({ features }) => features));
  const dictionary = dictionaryOf(table, holders, bags.length);
  const vectors = bags.map(({ weights }, row) => rowVector(dictionary, numbers[row]!, weights));
  return { index: { dictionary, postings: post(vectors, holders) }, vectors };
}

/** As `unitVector`, for a row, of which every feature is known by its number. */
function rowVector({ rarities }: Dictionary, features: Uint32Array, plain: Float32Array): Vector {
  const weights = new Float32Array(plain.length);
  let squares = 0;
  for (let at = 0; at < plain.length; at += 1) {
    const weighed = plain[at]! * rarities[features[at]!]!;
    weights[at] = weighed;
    squares += weighed * weighed;
  }
  const length = Math.sqrt(squares) || 1;
  for (let at = 0; at < weights.length; at += 1) weights[at]! /= length;
  return { features, weights };
}

/** The features weighed by rarity and scaled so that the whole text has length one. */
export function unitVector(dictionary: Dictionary, bag: Bag): UnitVector {
  const features = new Uint32Array(bag.features.length);
  const weights = new Float32Array(bag.features.length);
  let count = 0;
  let known = 0;
  let unknown = 0;
  for (let at = 0; at < bag.features.length; at += 1) {
    const number = numberOf(dictionary.table, bag.features[at]!);
    const weighed = bag.weights[at]! * rarityAt(dictionary, number);
    if (number < 0) {
      unknown += weighed * weighed;
      continue;
    }
    known += weighed * weighed;
    features[count] = number;
    weights[count] = weighed;
    count += 1;
  }
  const length = Math.sqrt(known + unknown) || 1;
  return {
    features: features.slice(0, count),
    weights: weights.slice(0, count).map((weight) => weight / length),
    known: known / (length * length),
  };
}
