import type { FeatureTable } from './feature-table.ts';

/** Every feature that some row has, by its number, and how much each says: a lot when few rows have it. */
export interface Dictionary {
  readonly table: FeatureTable;
  readonly rarities: Float32Array;
  /** What a feature says that no row has. */
  readonly unknownRarity: number;
}

/** `holders` counts for each feature of the table the rows that have it. */
export function dictionaryOf(table: FeatureTable, holders: Uint32Array, rowCount: number): Dictionary {
  const byHolders = Float32Array.from({ length: rowCount + 1 }, (_, count) => rarity(rowCount, count));
  const rarities = new Float32Array(table.size);
  for (let number = 0; number < table.size; number += 1) rarities[number] = byHolders[holders[number]!]!;
  return { table, rarities, unknownRarity: rarity(rowCount, 0) };
}

/** Rarity counts, but less than in proportion: measured better on every public set than the plain logarithm. */
const RARITY_POWER = 0.65;

function rarity(rowCount: number, rowsWith: number): number {
  return Math.log((rowCount + 1) / (rowsWith + 0.5)) ** RARITY_POWER;
}

/** How much the feature of this number says; -1 stands for one that no row has. */
export function rarityAt({ rarities, unknownRarity }: Dictionary, number: number): number {
  return number < 0 ? unknownRarity : rarities[number]!;
}
