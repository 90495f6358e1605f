import { median, quantile } from '../load/figures.ts';
import type { Measured } from './contestant.ts';
import { type Results, ratioOf } from './ratio.ts';

const COLUMNS = [
  { title: 'events/s', of: (one: Measured) => one.perSecond, digits: 0 },
  { title: 'ack p50', of: (one: Measured) => quantile(one.ackMs, 0.5), digits: 1 },
  { title: 'ack p99', of: (one: Measured) => quantile(one.ackMs, 0.99), digits: 1 },
  { title: 'CPU µs', of: (one: Measured) => one.cpu, digits: 0 },
  { title: 'of main', of: (one: Measured) => one.cpuMain, digits: 0 },
  { title: 'DB µs', of: (one: Measured) => one.cpuDatabase ?? Number.NaN, digits: 0 },
  { title: 'turn µs', of: (one: Measured) => one.turn ?? Number.NaN, digits: 0 },
  { title: 'calls', of: (one: Measured) => one.callsPerEvent, digits: 1 },
  { title: 'failed', of: (one: Measured) => one.failed, digits: 0 },
  { title: 'RSS MB', of: (one: Measured) => one.megabytes, digits: 0 },
] as const;

const WIDTH = 10;
const NAME = 24;

/** One line for each contestant: medians over its rounds, and how far apart the rounds were. */
export function table(results: Results): string {
  const head =
    'a server, posted to'.padEnd(NAME) + COLUMNS.map(({ title }) => title.padStart(WIDTH)).join('');
  const lines = [...results].map(([name, laps]) => {
    const cells = COLUMNS.map(({ of, digits }) => {
      const value = median(laps.map(of));
      return (Number.isNaN(value) ? '–' : value.toFixed(digits)).padStart(WIDTH);
    });
    return `${name.padEnd(NAME)}${cells.join('')}   ${spread(laps)}`;
  });
  return [`${head}   events/s from … to`, ...lines].join('\n');
}

function spread(laps: readonly Measured[]): string {
  const rates = laps.map(({ perSecond }) => perSecond);
  return `${Math.min(...rates).toFixed(0)}…${Math.max(...rates).toFixed(0)}`;
}

export interface Goal {
  readonly what: string;
  readonly value: number;
  readonly goal: string;
  readonly isMet: boolean;
}

/** What carries over to other machines, and what should. */
export function goals(results: Results): readonly Goal[] {
  const ratio = (one: string, other: string, of: (measured: Measured) => number) =>
    ratioOf(results, one, other, of);
  const least = (what: string, value: number, goal: number): Goal => ({
    what,
    value,
    goal: `at least ${goal}`,
    isMet: value >= goal,
  });
  const most = (what: string, value: number, goal: number): Goal => ({
    what,
    value,
    goal: `at most ${goal}`,
    isMet: value <= goal,
  });
  const rate = ({ perSecond }: Measured) => perSecond;
  const cpu = ({ cpu }: Measured) => cpu;
  const plain = 'plain botbuilder bot';
  return [
    least('door: events/s, durable : memory', ratio('door, durable', 'door, memory', rate), 0.9),
    least('pressed: events/s, durable : memory', ratio('pressed, durable', 'pressed, memory', rate), 0.9),
    least('asked: events/s, durable : memory', ratio('asked, durable', 'asked, memory', rate), 0.9),
    most('pressed: CPU, durable : plain botbuilder', ratio('pressed, durable', plain, cpu), 1.5),
    most('asked: CPU, durable : plain botbuilder', ratio('asked, durable', plain, cpu), 1.5),
    most('door: CPU µs, durable', median((results.get('door, durable') ?? []).map(cpu)), 60),
    most('bare door: CPU µs, durable', median((results.get('bare door, durable') ?? []).map(cpu)), 60),
  ];
}

/** Where the time of the product's events goes. */
export function parts(results: Results): string {
  const of = (name: string, pick: (one: Measured) => number) => median((results.get(name) ?? []).map(pick));
  const door = of('door, durable', ({ cpu }) => cpu);
  return ['pressed, durable', 'asked, durable']
    .map((name) => {
      const all = of(name, ({ cpu }) => cpu);
      const turn = of(name, ({ turn }) => turn ?? Number.NaN);
      const rest = all - turn - door;
      return `${name}: ${all.toFixed(0)} µs = turn ${turn.toFixed(0)} + door ${door.toFixed(0)} + claim, commit and send ${rest.toFixed(0)}`;
    })
    .join('\n');
}
