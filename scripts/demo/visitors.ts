import type { Gender, Locale } from '../../bot/index.ts';
import type { Chance } from '../faults/chance.ts';
import type { Country } from './country.ts';
import { type Card, createDeck, ranked } from './deck.ts';

/** Somebody who writes in a month; in the next one nobody knows them any more. */
export interface Visitor {
  /** As long as a real one and of the same letters, but of nobody. */
  readonly number: string;
  readonly channel: string;
  readonly locale: Locale;
  readonly place: string | undefined;
  readonly entry: string | undefined;
  /** As far as they said it; whoever rates says it, or not, with the rating. */
  gender: Gender | undefined;
}

export const CHANNELS: readonly Card<string>[] = [
  ['messenger', 0.78],
  ['telegram', 0.15],
  ['web', 0.07],
];
export const LANGUAGES: readonly Card<Locale>[] = [
  ['km', 0.93],
  ['en', 0.07],
];
const TOLD_GENDERS: readonly Card<Gender | undefined>[] = [
  [undefined, 0.45],
  ['female', 0.29],
  ['male', 0.25],
  ['other', 0.01],
];
const PLACE_UNTOLD = 0.22;
const NO_ENTRY = 0.8;
/** So many that every district has a card. */
const PLACE_CARDS = 5_000;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const LENGTH = 22;

/** Invents one visitor after the other. */
export function createVisitor(chance: Chance, { places, entries }: Country): () => Visitor {
  const channel = createDeck(chance, CHANNELS);
  const locale = createDeck(chance, LANGUAGES);
  const gender = createDeck(chance, TOLD_GENDERS);
  const place = createDeck(chance, withUnknown(places, PLACE_UNTOLD), { cards: PLACE_CARDS });
  const entry = createDeck(chance, withUnknown(ranked(entries, 0.8), NO_ENTRY));
  return () => ({
    number: numberOf(chance),
    channel: channel(),
    locale: locale(),
    place: place(),
    entry: entry(),
    gender: gender(),
  });
}

function numberOf(chance: Chance): string {
  let number = '';
  while (number.length < LENGTH) {
    // Five letters of six bits each.
    let bits = chance.between(0, 2 ** 30 - 1);
    for (let letter = 0; letter < 5 && number.length < LENGTH; letter += 1) {
      number += LETTERS[bits & 63];
      bits >>>= 6;
    }
  }
  return number;
}

function withUnknown(cards: readonly Card<string>[], share: number): Card<string | undefined>[] {
  const sum = cards.reduce((all, [, weight]) => all + weight, 0);
  return [
    [undefined, share],
    ...cards.map(([item, weight]) => [item, (weight / sum) * (1 - share)] as const),
  ];
}
