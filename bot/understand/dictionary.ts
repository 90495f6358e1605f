import type { Bag } from './bag.ts';

/** Every feature that some row has, ascending, and how much each says: a lot when few rows have it. */
export interface Dictionary {
  readonly features: Uint32Array;
  readonly rarities: Float32Array;
  /** What a feature says that no row has. */
  readonly unknownRarity: number;
}

export function dictionaryOf(bags: readonly Bag[]): Dictionary {
  const seen = new Map<number, number>();
  for (const bag of bags) for (const feature of bag.keys()) seen.set(feature, (seen.get(feature) ?? 0) + 1);
  const features = Uint32Array.from(seen.keys()).sort();
  const rarities = Float32Array.from(features, (feature) => rarity(bags.length, seen.get(feature) ?? 0));
  return { features, rarities, unknownRarity: rarity(bags.length, 0) };
}

/** Where the feature stands, or -1. */
export function positionOf({ features }: Dictionary, wanted: number): number {
  let low = 0;
  let high = features.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = features[middle]!;
    if (found === wanted) return middle;
    if (found < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Rarity counts, but less than in proportion: measured better on every public set than the plain logarithm. */
const RARITY_POWER = 0.65;

function rarity(rowCount: number, rowsWith: number): number {
  return Math.log((rowCount + 1) / (rowsWith + 0.5)) ** RARITY_POWER;
}

/** How much the feature at this position says; -1 stands for one that no row has. */
export function rarityAt({ rarities, unknownRarity }: Dictionary, position: number): number {
  return position < 0 ? unknownRarity : rarities[position]!;
}
