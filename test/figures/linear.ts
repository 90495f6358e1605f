import highsModule, { type Highs } from 'highs';

// The types are written for CommonJS, the module that Node loads is not.
const highs = await (highsModule as unknown as () => Promise<Highs>)();

/** A count that is known, or the name of one that is not. */
export type Quantity = number | string;

export interface Range {
  low: number;
  high: number;
}

/** Equations among unknown counts, solved by linear programming. */
export function createSystem() {
  const least = new Map<string, number>();
  const lines: string[] = [];

  const solve = (goal: 'Minimize' | 'Maximize', name: string): ReadonlyMap<string, number> | undefined => {
    const bounds = [...least].map(([unknown, number]) => `${unknown} >= ${number}`);
    const text = [goal, `obj: ${name}`, 'Subject To', ...lines, 'Bounds', ...bounds, 'End'].join('\n');
    const { Status, Columns } = highs.solve(text);
    if (Status === 'Infeasible') throw new Error('the published figures contradict each other');
    if (Status !== 'Optimal') return undefined;
    return new Map([...least.keys()].map((key) => [key, Columns[key]?.Primal ?? 0]));
  };

  return {
    unknown: (name: string, atLeast: number): string => {
      least.set(name, atLeast);
      return name;
    },

    /** The parts together are the whole, or no more than it. */
    state: (parts: readonly Quantity[], sign: '=' | '<=', whole: Quantity): void => {
      const signed = [...parts.map((part) => ['+', part] as const), ['-', whole] as const];
      const left = signed.flatMap(([plus, what]) => (typeof what === 'string' ? `${plus} ${what}` : []));
      const known = signed.reduce(
        (sum, [plus, what]) => sum + (typeof what === 'number' ? Number(`${plus}${what}`) : 0),
        0,
      );
      if (left.length > 0) lines.push(`c${lines.length}: ${left.join(' ')} ${sign} ${-known}`);
    },

    /** What each unknown can be; no more than that it can be so much apart, where that is asked. */
    ranges: (width = Number.POSITIVE_INFINITY): ReadonlyMap<string, Range> => {
      const ranges = new Map(
        [...least].map(([name]) => [name, { low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY }]),
      );
      const see = (solution: ReadonlyMap<string, number>) => {
        for (const [name, count] of solution) widen(ranges.get(name), count);
      };
      for (const [name, range] of ranges)
        for (const goal of ['Minimize', 'Maximize'] as const) {
          if (range.high - range.low >= width) continue;
          const solution = lines.length > 0 ? solve(goal, name) : undefined;
          if (solution) see(solution);
          else widen(range, goal === 'Minimize' ? (least.get(name) ?? 0) : Number.POSITIVE_INFINITY);
        }
      return ranges;
    },
  };
}

function widen(range: Range | undefined, count: number): void {
  if (!range) return;
  range.low = Math.min(range.low, count);
  range.high = Math.max(range.high, count);
}
