import { z } from 'zod';
import type { Known } from './fact.ts';

/** Bounds of a number: `from` ≥, `above` >, `to` ≤, `below` <. */
const Bounds = z
  .strictObject({
    from: z.number().optional(),
    above: z.number().optional(),
    to: z.number().optional(),
    below: z.number().optional(),
  })
  .refine((bounds) => Object.keys(bounds).length > 0, 'bounds need at least one of from, above, to, below');
type Bounds = z.output<typeof Bounds>;

const Test = z.union([z.string(), z.array(z.string()).min(1), Bounds]);
type Test = z.output<typeof Test>;

/**
 * When a fee, a paper or a time holds: a closed language over the facts of `content/facts.yaml`, never code.
 * Several facts in one map must all hold; `any`, `all` and `not` nest.
 */
export interface Condition {
  readonly all?: readonly Condition[] | undefined;
  readonly any?: readonly Condition[] | undefined;
  readonly not?: Condition | undefined;
  readonly [fact: string]: Test | Condition | readonly Condition[] | undefined;
}
export const Condition: z.ZodType<Condition> = z.lazy(() =>
  z
    .object({
      all: z.array(Condition).min(1).optional(),
      any: z.array(Condition).min(1).optional(),
      not: Condition.optional(),
    })
    .catchall(Test),
);

/** A condition, or what remains when none of the others holds. */
export const When = z.union([z.literal('otherwise'), Condition]);
export type When = z.output<typeof When>;

/** Kleene's three values: what is not known of a case makes a condition neither true nor false. */
export type Truth = boolean | undefined;

const not = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);
const and = (truths: readonly Truth[]): Truth =>
  truths.includes(false) ? false : truths.includes(undefined) ? undefined : true;
const or = (truths: readonly Truth[]): Truth => not(and(truths.map(not)));

const within = (value: number, { from, above, to, below }: Bounds): boolean =>
  (from === undefined || value >= from) &&
  (above === undefined || value > above) &&
  (to === undefined || value <= to) &&
  (below === undefined || value < below);

function passes(test: Test, value: Known[string] | undefined): Truth {
  if (value === undefined) return undefined;
  if (typeof test === 'string') return value === test;
  if (Array.isArray(test)) return typeof value === 'string' && test.includes(value);
  return typeof value === 'number' && within(value, test);
}

/** Does the condition hold for a case of which only some facts are known? `undefined`: it depends. */
export function holds(condition: Condition, known: Known): Truth {
  const truths = Object.entries(condition).map(([key, value]): Truth => {
    if (value === undefined) return true;
    if (key === 'all') return and((value as readonly Condition[]).map((part) => holds(part, known)));
    if (key === 'any') return or((value as readonly Condition[]).map((part) => holds(part, known)));
    if (key === 'not') return not(holds(value as Condition, known));
    return passes(value as Test, known[key]);
  });
  return and(truths);
}

/** Every test of a condition with the fact it asks about, however deep it stands. */
export function tests(condition: Condition): { readonly fact: string; readonly test: Test }[] {
  return Object.entries(condition).flatMap(([key, value]) => {
    if (value === undefined) return [];
    if (key === 'all' || key === 'any') return (value as readonly Condition[]).flatMap(tests);
    if (key === 'not') return tests(value as Condition);
    return [{ fact: key, test: value as Test }];
  });
}
