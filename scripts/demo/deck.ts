import type { Chance } from '../faults/chance.ts';
import { apportion } from './apportion.ts';

/** Something that can be drawn, and how often it should come. */
export type Card<Item> = readonly [item: Item, weight: number];

const CARDS = 1_000;

/**
 * Draws as from a pack of cards that is shuffled again when it is used up: in the proportion of the weights, and small
 * shares come nearly as often as they should, where dice would leave them out for a month.
 */
export function createDeck<Item>(
  chance: Chance,
  items: readonly Card<Item>[],
  { cards = CARDS }: { readonly cards?: number } = {},
): () => Item {
  const counts = apportion(
    cards,
    items.map(([, weight]) => weight),
  );
  const pack = items.flatMap(([item], at) => Array<Item>(counts[at]!).fill(item));
  let left = 0;
  return () => {
    if (left === 0) left = shuffle(chance, pack).length;
    left -= 1;
    return pack[left]!;
  };
}

/** In place. */
export function shuffle<Item>(chance: Chance, items: Item[]): Item[] {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const other = chance.between(0, last);
    [items[last], items[other]] = [items[other]!, items[last]!];
  }
  return items;
}

/** How many of so many things each of so many gets, by mere chance. */
export function scattered(chance: Chance, things: number, over: number): Uint16Array {
  const counts = new Uint16Array(over);
  for (let thing = 0; thing < things; thing += 1) counts[chance.between(0, over - 1)]! += 1;
  return counts;
}

/** Weights that fall with the rank: 1, 1/2, 1/3 … for a slope of 1 (Zipf's law). */
export const ranked = <Item>(items: readonly Item[], slope: number): Card<Item>[] =>
  items.map((item, rank) => [item, (rank + 1) ** -slope]);
