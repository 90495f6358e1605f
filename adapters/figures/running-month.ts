import { dayInPhnomPenh } from '../calendar.ts';
import { COARSE, type RunningMonth } from '../public-figures.ts';
import type { Reader } from '../reader.ts';
import { daysOf } from './count.ts';
import { type Measures, measure } from './measures.ts';

export interface RunningMonthParts {
  readonly reader: Pick<Reader, 'ask'>;
  readonly measures: Measures;
  readonly now: () => Date;
}

const AT_MOST_OLD_MS = 60_000;

/** Counts the month that is not over, at most once a minute; what could not be counted is tried again when asked for. */
export function createRunningMonth({
  reader,
  measures,
  now,
}: RunningMonthParts): () => Promise<RunningMonth> {
  let last: { readonly at: number; readonly counts: Promise<RunningMonth> } | undefined;
  const count = async (month: string): Promise<RunningMonth> => {
    const days = daysOf(month);
    const [counts] = await reader.ask<Omit<RunningMonth, 'month'>>(measure(measures, 'running'), [
      ...days,
      ...days,
    ]);
    const coarse = Object.entries(counts ?? {}).map(([name, n]) => [name, Math.floor(n / COARSE) * COARSE]);
    return { month, ...Object.fromEntries(coarse) };
  };
  return () => {
    const at = now().getTime();
    if (last === undefined || at - last.at > AT_MOST_OLD_MS || at < last.at) {
      const counts = count(dayInPhnomPenh(new Date(at)).slice(0, 7));
      last = { at, counts };
      counts.catch(() => {
        last = undefined;
      });
    }
    return last.counts;
  };
}
