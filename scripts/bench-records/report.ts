import { median } from '../load/figures.ts';
import type { Contender } from './contenders.ts';
import type { Measured } from './lap.ts';

/** All laps of all contenders; the laps of a round stand at the same place. */
export type Results = ReadonlyMap<Contender, readonly Measured[]>;

const COLUMNS = [
  { title: 'turns/s', of: (one: Measured) => one.perSecond, digits: 0 },
  { title: 'CPU µs', of: (one: Measured) => one.cpu, digits: 0 },
  { title: 'of commit', of: (one: Measured) => one.cpuCommit, digits: 0 },
  { title: 'DB µs', of: (one: Measured) => one.cpuDatabase, digits: 0 },
  { title: 'CPU + DB', of: (one: Measured) => one.cpu + one.cpuDatabase, digits: 0 },
] as const;
const NAME = 32;
const WIDTH = 11;

export interface Ratio {
  readonly engine: string;
  readonly perSecond: number;
  readonly cpu: number;
  readonly cpuCommit: number;
  readonly cpuWithDatabase: number;
  /** Microseconds of processor time that the records add to a turn, the database's included. */
  readonly added: number;
}

/** With records to without: taken within each round, then the median of the rounds. */
export function ratios(results: Results): readonly Ratio[] {
  const contenders = [...results.keys()];
  return contenders
    .filter(({ isRecorded }) => isRecorded)
    .map((one) => {
      const other = contenders.find(({ engine, isRecorded }) => engine === one.engine && !isRecorded)!;
      const rounds = results.get(one)!.map((lap, round) => [lap, results.get(other)![round]!] as const);
      const of = (pick: (measured: Measured) => number) =>
        median(rounds.map(([lap, without]) => pick(lap) / pick(without)));
      const all = ({ cpu, cpuDatabase }: Measured) => cpu + cpuDatabase;
      return {
        engine: one.engine,
        perSecond: of(({ perSecond }) => perSecond),
        cpu: of(({ cpu }) => cpu),
        cpuCommit: of(({ cpuCommit }) => cpuCommit),
        cpuWithDatabase: of(all),
        added: median(rounds.map(([lap, without]) => all(lap) - all(without))),
      };
    });
}

export function report(results: Results, rowsMicros: number): string {
  const cells = (values: readonly string[]) => values.map((value) => value.padStart(WIDTH)).join('');
  const lines = [...results].map(
    ([{ name }, laps]) =>
      name.padEnd(NAME) + cells(COLUMNS.map(({ of, digits }) => median(laps.map(of)).toFixed(digits))),
  );
  const compared = ratios(results).map(
    ({ engine, ...one }) =>
      `${engine}, with : without`.padEnd(NAME) +
      cells([one.perSecond, one.cpu, one.cpuCommit].map((ratio) => ratio.toFixed(2))) +
      cells(['', one.cpuWithDatabase.toFixed(2)]) +
      `   ${one.added.toFixed(0)} µs more a turn`,
  );
  return [
    'a store'.padEnd(NAME) + cells(COLUMNS.map(({ title }) => title)),
    ...lines,
    '',
    ...compared,
    '',
    `The rows of one turn, the visitor's number included: ${rowsMicros.toFixed(1)} µs of CPU.`,
  ].join('\n');
}
