import { hash } from './hash.ts';

/** The features of one text: hashed feature → how much it weighs before rarity is counted. */
export type Bag = Map<number, number>;

/** Adds one feature; a second sighting adds less than the first. */
export function addFeature(bag: Bag, feature: number, weight: number): void {
  const before = bag.get(feature);
  bag.set(feature, before === undefined ? weight : before + weight / 2);
}

/** Adds every run of `shortest` to `longest` letters of the text. */
export function addGrams(
  bag: Bag,
  kind: number,
  text: string,
  shortest: number,
  longest: number,
  weight: number,
): void {
  for (let size = shortest; size <= longest; size += 1) {
    for (let at = 0; at + size <= text.length; at += 1)
      addFeature(bag, hash(kind, text, at, at + size), weight);
  }
}
