import type { Bag } from './bag.ts';
import { empty, emptyTable, type FeatureTable, numberFor } from './feature-table.ts';
import { hashOn, startOf } from './hash.ts';

/** Counts the features of one text after the other, always in the same room. */
export interface Tally {
  readonly table: FeatureTable;
  weights: Float32Array;
}

export function createTally(): Tally {
  const table = emptyTable();
  return { table, weights: new Float32Array(table.features.length) };
}

/** Adds one feature; a second sighting adds less than the first. */
export function addFeature(tally: Tally, feature: number, weight: number): void {
  const { table } = tally;
  const before = table.size;
  const number = numberFor(table, feature);
  if (table.size === before) tally.weights[number]! += weight / 2;
  else {
    tally.weights[number] = weight;
    if (table.features.length > tally.weights.length) widen(tally);
  }
}

/** Adds every run of `shortest` to `longest` letters of the text. */
export function addGrams(
  tally: Tally,
  kind: number,
  text: string,
  shortest: number,
  longest: number,
  weight: number,
): void {
  for (let start = 0; start + shortest <= text.length; start += 1) {
    const end = Math.min(text.length, start + longest);
    let sum = startOf(kind);
    for (let at = start; at < end; at += 1) {
      sum = hashOn(sum, text.charCodeAt(at));
      if (at - start + 1 >= shortest) addFeature(tally, sum >>> 0, weight);
    }
  }
}

/** Everything that was added since the last bag. */
export function takeBag(tally: Tally): Bag {
  const { table, weights } = tally;
  const bag = { features: table.features.slice(0, table.size), weights: weights.slice(0, table.size) };
  empty(table);
  return bag;
}

function widen(tally: Tally): void {
  const weights = new Float32Array(tally.table.features.length);
  weights.set(tally.weights);
  tally.weights = weights;
}
