import { slope } from '../load/figures.ts';
import type { Figures } from './open-loop.ts';
import type { Sample } from './sample.ts';

/** A figure and what it must not exceed. */
export interface Goal {
  readonly what: string;
  readonly value: number;
  readonly most: number;
  readonly unit: string;
  /** Why the figure says nothing yet: it is shown and not judged. */
  readonly unjudged?: string;
}

const LEAST_FOR_SLOPE_S = 600;

/** Day after day under load. */
export function soakGoals(figures: Figures, samples: readonly Sample[]): readonly Goal[] {
  const last = samples.at(-1);
  const points = samples.map(({ seconds, megabytes }) => ({ x: seconds / 3600, y: megabytes }));
  const length = (last?.seconds ?? 0) - (samples[0]?.seconds ?? 0);
  return [
    { what: 'ack p99', value: figures.ackP99, most: 50, unit: 'ms' },
    { what: 'answer p99', value: figures.answerP99, most: 500, unit: 'ms' },
    { what: 'failed posts', value: figures.failed, most: 0, unit: '' },
    { what: 'RSS', value: last?.megabytes ?? Number.NaN, most: 250, unit: 'MB' },
    {
      what: 'RSS slope',
      value: slope(points),
      most: 5,
      unit: 'MB/h',
      ...(length < LEAST_FOR_SLOPE_S ? { unjudged: 'too short a time: run for 10 minutes or more' } : {}),
    },
  ];
}

/** The burst after an outage. */
export const burstGoals = (figures: Figures, drainedSeconds: number): readonly Goal[] => [
  { what: 'ack p99', value: figures.ackP99, most: 250, unit: 'ms' },
  { what: 'failed posts', value: figures.failed, most: 0, unit: '' },
  { what: 'drained', value: drainedSeconds, most: 240, unit: 's' },
];

const isMissed = ({ value, most, unjudged }: Goal): boolean => unjudged === undefined && !(value <= most);

/** One line for each goal; tells whether all are reached. */
export function judge(goals: readonly Goal[], say: (line: string) => void): boolean {
  for (const goal of goals) {
    const { what, value, most, unit, unjudged } = goal;
    const mark = unjudged ? '·' : isMissed(goal) ? '✗' : '✓';
    const over = isMissed(goal) ? `, missed by ${(value - most).toFixed(1)} ${unit}`.trimEnd() : '';
    const why = unjudged ? ` (${unjudged})` : '';
    say(
      `${mark} ${what.padEnd(14)} ${value.toFixed(1).padStart(9)} ${unit.padEnd(5)} goal: at most ${most}${over}${why}`,
    );
  }
  return !goals.some(isMissed);
}
