import { type Condition, holds, tests, type When } from './condition.ts';
import type { Fact, Known } from './fact.ts';

/** One combination of facts, enough to stand for all that fall on the same side of every threshold. */
type Cell = Known;

/** What the proof found wrong: cells that several cases claim, and cells that none does. */
export interface Coverage {
  readonly overlaps: readonly { readonly cell: Cell; readonly cases: readonly number[] }[];
  readonly gaps: readonly Cell[];
}

/** More combinations than any honest price list has; past it the conditions need simplifying. */
export const MAX_CELLS = 20_000;

const bounds = ['from', 'above', 'to', 'below'] as const;

/** Zero, each threshold, and a point between and beyond them: every number behaves like one of these, none is below zero. */
function numbersToTry(thresholds: readonly number[], whole: boolean): number[] {
  const sorted = [...new Set([0, ...thresholds.filter((threshold) => threshold > 0)])].sort((a, b) => a - b);
  if (whole) return [...new Set(sorted.flatMap((value) => [Math.floor(value), Math.floor(value) + 1]))];
  const between = sorted.map((value, index) => (value + (sorted[index + 1] ?? value + 2)) / 2);
  return [...sorted, ...between];
}

function valuesToTry(fact: Fact, conditions: readonly Condition[]): (number | string)[] {
  if (fact.type === 'choice') return fact.values.map(({ id }) => id);
  const thresholds = conditions
    .flatMap(tests)
    .filter((test) => test.fact === fact.id)
    .flatMap(({ test }) =>
      typeof test === 'object' && !Array.isArray(test)
        ? bounds.flatMap((bound) => (test as Record<string, number | undefined>)[bound] ?? [])
        : [],
    );
  return numbersToTry(thresholds, fact.type === 'number' && fact.whole === true);
}

/** All cells that agree with what is known, over the facts that the conditions ask about; undefined when they are too many to try. */
function cellsOf(conditions: readonly Condition[], facts: readonly Fact[], known: Known): Cell[] | undefined {
  const asked = new Set(conditions.flatMap(tests).map(({ fact }) => fact));
  let cells: Cell[] = [{}];
  for (const fact of facts.filter(({ id }) => asked.has(id))) {
    const told = known[fact.id];
    const values = told === undefined ? valuesToTry(fact, conditions) : [told];
    if (cells.length * values.length > MAX_CELLS) return undefined;
    cells = cells.flatMap((cell) => values.map((value) => ({ ...cell, [fact.id]: value })));
  }
  return cells;
}

/**
 * Tries every combination of facts that the cases distinguish: each must be claimed by exactly one case.
 * Exact, because conditions only compare facts with constants. Undefined: too many combinations.
 */
export function coverage(cases: readonly (When | undefined)[], facts: readonly Fact[]): Coverage | undefined {
  const cells = cellsOf(conditionsOf(cases), facts, {});
  if (!cells) return undefined;
  const hasOtherwise = cases.includes('otherwise');
  const overlaps: { cell: Cell; cases: number[] }[] = [];
  const gaps: Cell[] = [];
  for (const cell of cells) {
    const claimed = claimedBy(cases, cell);
    if (claimed.length > 1) overlaps.push({ cell, cases: claimed });
    if (claimed.length === 0 && !hasOtherwise) gaps.push(cell);
  }
  return { overlaps, gaps };
}

const conditionsOf = (cases: readonly (When | undefined)[]): Condition[] =>
  cases.filter((when): when is Condition => when !== undefined && when !== 'otherwise');

/** The positions of the cases that hold in a cell, apart from "otherwise". */
const claimedBy = (cases: readonly (When | undefined)[], cell: Cell): number[] =>
  cases.flatMap((when, index) =>
    when === undefined || (when !== 'otherwise' && holds(when, cell) === true) ? [index] : [],
  );

/**
 * The cases that may still hold for what is known of a citizen's case; one is left when that decides it.
 * "otherwise" stays only where some remaining combination is claimed by no other case.
 */
export function applicable<Case extends { readonly when?: When | undefined }>(
  cases: readonly Case[],
  known: Known,
  facts: readonly Fact[],
): readonly Case[] {
  const whens = cases.map(({ when }) => when);
  const cells = cellsOf(conditionsOf(whens), facts, known);
  if (!cells) return cases;
  const alive = new Set<number>();
  for (const cell of cells) {
    const claimed = claimedBy(whens, cell);
    for (const index of claimed.length > 0 ? claimed : [whens.indexOf('otherwise')]) alive.add(index);
  }
  return cases.filter((_, index) => alive.has(index));
}
