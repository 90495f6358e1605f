import { applicable, type Condition, type Fact, type Known, tests, type When } from '../catalogue/index.ts';

interface Case {
  readonly when?: When | undefined;
}

/**
 * The fact that would narrow several cases most surely: a choice before a number, in the order of the
 * conditions. Undefined when one case is left or no fact divides them.
 */
export function decidingFact(cases: readonly Case[], known: Known, facts: readonly Fact[]): Fact | undefined {
  const left = applicable(cases, known, facts);
  if (left.length < 2) return undefined;
  const open = left
    .map(({ when }) => when)
    .filter((when): when is Condition => when !== undefined && when !== 'otherwise')
    .flatMap(tests)
    .map(({ fact }) => fact)
    .filter((id) => known[id] === undefined);
  const candidates = [...new Set(open)]
    .map((id) => facts.find((fact) => fact.id === id))
    .filter((fact) => fact !== undefined);
  return candidates.find(({ type }) => type === 'choice') ?? candidates[0];
}

/** The values of a choice that lead to at least one of the cases. */
export function livingValues(
  fact: Fact & { type: 'choice' },
  cases: readonly Case[],
  known: Known,
  facts: readonly Fact[],
): string[] {
  return fact.values
    .map(({ id }) => id)
    .filter((id) =>
      applicable(cases, { ...known, [fact.id]: id }, facts).some(({ when }) => when !== 'otherwise'),
    );
}
