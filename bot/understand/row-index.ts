import type { Bag } from './bag.ts';
import { type Dictionary, dictionaryOf, positionOf, rarityAt } from './dictionary.ts';
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
  readonly vectors: UnitVector[];
} {
  const dictionary = dictionaryOf(bags);
  const vectors = bags.map((bag) => unitVector(dictionary, bag));
  return { index: { dictionary, postings: post(vectors, dictionary.features.length) }, vectors };
}

/** The features weighed by rarity and scaled so that the whole text has length one. */
export function unitVector(dictionary: Dictionary, bag: Bag): UnitVector {
  const features = new Uint32Array(bag.size);
  const weights = new Float32Array(bag.size);
  let count = 0;
  let known = 0;
  let unknown = 0;
  for (const [feature, weight] of bag) {
    const position = positionOf(dictionary, feature);
    const weighed = weight * rarityAt(dictionary, position);
    if (position < 0) {
      unknown += weighed * weighed;
      continue;
    }
    known += weighed * weighed;
    features[count] = position;
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
