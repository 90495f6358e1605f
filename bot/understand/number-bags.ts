import { emptyTable, type FeatureTable, numberFor } from './feature-table.ts';

/** The features of many texts, numbered; `holders` counts the texts that have each. */
export interface NumberedBags {
  readonly table: FeatureTable;
  /** The features of each text, by their numbers. */
  readonly numbers: readonly Uint32Array[];
  readonly holders: Uint32Array;
}

export function numberBags(bags: readonly Uint32Array[]): NumberedBags {
  const table = emptyTable();
  const numbers = bags.map((features) => {
    const numbered = new Uint32Array(features.length);
    for (let at = 0; at < features.length; at += 1) numbered[at] = numberFor(table, features[at]!);
    return numbered;
  });
  const holders = new Uint32Array(table.size);
  for (const numbered of numbers)
    for (let at = 0; at < numbered.length; at += 1) holders[numbered[at]!]! += 1;
  return { table, numbers, holders };
}
