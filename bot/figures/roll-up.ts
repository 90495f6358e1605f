import { ALL, type BlockSpec, type CountedBlock, type FacetSpec } from './block.ts';
import type { Period } from './period.ts';
import { type Fact, pathOf } from './rows.ts';

interface Tally {
  readonly id: string;
  readonly parent: string | null;
  readonly depth: number;
  readonly total: number[];
  readonly facets: Map<string, Map<string, number[]>>;
}

/** What the facts themselves do not say. */
export interface RollUpOptions {
  /** For each facet of which one fact may have several values: its facts, grouped by value. */
  readonly severals?: Readonly<Record<string, readonly Fact[]>>;
}

/** Counts the facts of a period in each row above them, and in each value of each facet. */
export function rollUp(
  spec: BlockSpec,
  facts: readonly Fact[],
  period: Period,
  { severals = {} }: RollUpOptions = {},
): CountedBlock {
  const tallies = new Map<string, Tally>();
  const rowsOf = (fact: Fact) => rowsAlong(tallies, [ALL, ...pathOf(spec.rows, fact)]);
  for (const fact of facts) {
    const counts = countsOf(spec, fact);
    if (counts[0] === 0) continue;
    for (const row of rowsOf(fact)) {
      add(row.total, counts);
      for (const facet of spec.facets.filter(({ within }) => !within)) addTo(row, facet, fact, counts);
    }
  }
  for (const facet of spec.facets.filter(({ within }) => within))
    for (const fact of severals[facet.id] ?? [])
      for (const row of rowsOf(fact)) addTo(row, facet, fact, countsOf(spec, fact));
  const rows = [...tallies.values()].sort((a, b) => a.depth - b.depth || (a.id < b.id ? -1 : 1));
  return { period, block: spec.id, rows, sums: sumsOf(spec, facts) };
}

/** The tallies along a path, from the top; those that are missing are begun. */
function rowsAlong(tallies: Map<string, Tally>, path: readonly string[]): Tally[] {
  return path.map((id, depth) => {
    const parent = path[depth - 1] ?? null;
    const known = tallies.get(id);
    if (known && known.parent !== parent)
      throw new Error(`row ${id} lies in ${known.parent} and in ${parent}`);
    const row = known ?? { id, parent, depth, total: [], facets: new Map() };
    tallies.set(id, row);
    return row;
  });
}

/** The measures of grouped facts. Each is a part of the one before, or hidden counts could not be protected. */
function countsOf({ id, measures }: BlockSpec, fact: Fact): number[] {
  const counts = measures.map((measure) => Number(fact[measure] ?? 0));
  const fits = counts.every(
    (count, at) => Number.isSafeInteger(count) && count >= 0 && count <= (counts[at - 1] ?? count),
  );
  if (!fits) throw new Error(`${id}: ${measures.join(' ≥ ')} cannot be ${counts.join(', ')}`);
  return counts;
}

function add(sums: number[], counts: readonly number[]): void {
  for (const [at, count] of counts.entries()) sums[at] = (sums[at] ?? 0) + count;
}

function addTo(row: Tally, facet: FacetSpec, fact: Fact, counts: readonly number[]): void {
  if (counts[0] === 0) return;
  const values = row.facets.get(facet.id) ?? new Map<string, number[]>();
  row.facets.set(facet.id, values);
  const value = valueIn(facet, fact);
  const sums = values.get(value) ?? [];
  values.set(value, sums);
  add(sums, counts);
}

function valueIn({ id, within, unknown = 'none' }: FacetSpec, fact: Fact): string {
  const value = String(fact[id] ?? unknown);
  return within ? `${fact[within]}:${value}` : value;
}

const sumsOf = ({ sums = [] }: BlockSpec, facts: readonly Fact[]): Record<string, number> =>
  Object.fromEntries(
    sums.map((sum) => [sum, facts.reduce((whole, fact) => whole + Number(fact[sum] ?? 0), 0)]),
  );
