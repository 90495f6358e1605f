import { quantile } from '../load/figures.ts';
import type { Measured } from './contestant.ts';
import { type Results, ratioOf } from './ratio.ts';

/** One contestant beside another in the same rounds: 1 is as much as the other. */
export interface Beside {
  readonly what: string;
  readonly perSecond: number;
  readonly ackP50: number;
  readonly ackP99: number;
  /** Of the server without its database; SQLite is a part of the server. */
  readonly cpuNode: number;
  readonly cpuWithDatabase: number;
}

const KINDS = ['pressed', 'asked', 'bare door'] as const;
const ONE = 'postgres';
const TWO = 'postgres ×2';
const SQLITE = 'durable';

/** PostgreSQL beside SQLite, and two instances beside one, as far as they took part. */
export function beside(results: Results): readonly Beside[] {
  return KINDS.flatMap((kind) =>
    [
      [ONE, SQLITE],
      [TWO, SQLITE],
      [TWO, ONE],
    ].flatMap(([one, other]) => compared(results, `${kind}, ${one}`, `${kind}, ${other}`, `: ${other}`)),
  );
}

function compared(results: Results, one: string, other: string, named: string): readonly Beside[] {
  if (!results.has(one) || !results.has(other)) return [];
  const of = (pick: (measured: Measured) => number) => ratioOf(results, one, other, pick);
  return [
    {
      what: `${one} ${named}`,
      perSecond: of(({ perSecond }) => perSecond),
      ackP50: of(({ ackMs }) => quantile(ackMs, 0.5)),
      ackP99: of(({ ackMs }) => quantile(ackMs, 0.99)),
      cpuNode: of(({ cpu }) => cpu),
      cpuWithDatabase: of(({ cpu, cpuDatabase = 0 }) => cpu + cpuDatabase),
    },
  ];
}

const COLUMNS = [
  { title: 'events/s', of: (one: Beside) => one.perSecond },
  { title: 'ack p50', of: (one: Beside) => one.ackP50 },
  { title: 'ack p99', of: (one: Beside) => one.ackP99 },
  { title: 'CPU', of: (one: Beside) => one.cpuNode },
  { title: 'CPU + DB', of: (one: Beside) => one.cpuWithDatabase },
] as const;

const NAME = 36;
const WIDTH = 10;

export function besideTable(all: readonly Beside[]): string {
  const head = 'ratio within a lap'.padEnd(NAME) + COLUMNS.map(({ title }) => title.padStart(WIDTH)).join('');
  const lines = all.map(
    (one) => one.what.padEnd(NAME) + COLUMNS.map(({ of }) => of(one).toFixed(2).padStart(WIDTH)).join(''),
  );
  return [head, ...lines].join('\n');
}
