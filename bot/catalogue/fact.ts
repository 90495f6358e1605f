import { z } from 'zod';
import { Id, Phrases, ShortText, Text } from './text.ts';

const FactId = z
  .string()
  .regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/, 'a fact id is written in a-z, 0-9 and underscores');

/** What the citizen is asked when the fact decides the fee, and how it is named in a sentence. */
const shared = { id: FactId, name: Text, ask: Text };

/** Words that make a number this fact's: what follows it (`៣០០ ម៉ែត្រការ៉េ`), and how many of the fact's unit one of them is. */
const Measure = z.strictObject({ words: Phrases, times: z.number().positive() });

/**
 * A quantity. `unit` follows the number in an answer. `cues`: where given, one of them must stand in the
 * question, so that "passport 10 years" is not taken for an age.
 */
const NumberFact = z.strictObject({
  ...shared,
  type: z.literal('number'),
  unit: Text,
  each: Text.describe('one of the unit: "500 riel for each day"'),
  measures: z.array(Measure).min(1),
  cues: Phrases.optional(),
  whole: z.literal(true).optional().describe('counted, never half a one: rooms, sheets, days'),
  sides: z.literal(true).optional().describe('"4x16" is this quantity, multiplied'),
});
/** A sum of money that a percentage is taken of. */
const MoneyFact = z.strictObject({ ...shared, type: z.literal('money') });
/** One of a few cases. `words` are what citizens type to say so. */
const ChoiceFact = z.strictObject({
  ...shared,
  type: z.literal('choice'),
  values: z.array(z.strictObject({ id: Id, label: ShortText, words: Phrases })).min(2),
});

/**
 * Something about the citizen's case that can decide a fee, a paper or a time.
 * `content/facts.yaml` is the only list of them.
 */
export const Fact = z.discriminatedUnion('type', [NumberFact, MoneyFact, ChoiceFact]);
export type Fact = z.output<typeof Fact>;

/** A sum with its ISO 4217 currency; whole riel, whole dollars. */
export interface Money {
  readonly amount: number;
  readonly currency: Currency;
}
export const Currency = z.enum(['KHR', 'USD']);
export type Currency = z.output<typeof Currency>;

/** What is known of a citizen's case: numbers in the fact's unit, ids of choices, money. */
export type Known = Readonly<Record<string, number | string | Money>>;

export function isMoney(value: Known[string] | undefined): value is Money {
  return typeof value === 'object';
}
