/**
 * Numbers features in the order they are first met: an open-addressed table of typed arrays. A Map would keep half of
 * the hashes as objects of their own, and cost ten times as much. Plain data: a thread hands it over for nothing.
 */
export interface FeatureTable {
  /** One more than the number of the feature that stands here; 0: none. Always at least half of them are free. */
  slots: Int32Array;
  /** The feature of each number; longer than `size`. */
  features: Uint32Array;
  size: number;
}

const FEWEST_SLOTS = 1024;

export function emptyTable(): FeatureTable {
  return { slots: new Int32Array(FEWEST_SLOTS), features: new Uint32Array(FEWEST_SLOTS / 2), size: 0 };
}

/** The number of a feature, or -1. */
export function numberOf(table: FeatureTable, feature: number): number {
  return table.slots[slotOf(table, feature)]! - 1;
}

/** The number of a feature; a new one is the table's size before. */
export function numberFor(table: FeatureTable, feature: number): number {
  const slot = slotOf(table, feature);
  const known = table.slots[slot]!;
  if (known > 0) return known - 1;
  table.features[table.size] = feature;
  table.size += 1;
  table.slots[slot] = table.size;
  if (table.size === table.features.length) grow(table);
  return table.size - 1;
}

/** Forgets all features and keeps the room. */
export function empty(table: FeatureTable): void {
  table.slots.fill(0);
  table.size = 0;
}

/** Where the feature stands, or the free slot where it would. */
function slotOf({ slots, features }: FeatureTable, feature: number): number {
  const last = slots.length - 1;
  let slot = (feature ^ (feature >>> 15)) & last;
  for (let known = slots[slot]!; known > 0 && features[known - 1] !== feature; known = slots[slot]!)
    slot = (slot + 1) & last;
  return slot;
}

function grow(table: FeatureTable): void {
  const features = new Uint32Array(table.features.length * 2);
  features.set(table.features);
  table.features = features;
  table.slots = new Int32Array(table.slots.length * 2);
  for (let number = 0; number < table.size; number += 1)
    table.slots[slotOf(table, features[number]!)] = number + 1;
}
