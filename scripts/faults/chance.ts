/** A seeded source of chance: the same seed leads to the same faults, as far as the machine's own timing allows. */
export interface Chance {
  /** From 0 up to but without 1. */
  readonly next: () => number;
  /** A whole number from `least` to `most`, both included. */
  readonly between: (least: number, most: number) => number;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  /** Several items, none twice. */
  readonly some: <Item>(items: readonly Item[], most: number) => Item[];
}

export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  // Mulberry32: 32 bits of state are enough to choose moments and questions.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    between,
    pick: (items) => items[between(0, items.length - 1)]!,
    some: (items, most) => {
      const left = [...items];
      const chosen = [];
      while (chosen.length < most && left.length > 0)
        chosen.push(...left.splice(between(0, left.length - 1), 1));
      return chosen;
    },
  };
}
