import { type Cube, createCube, type PublishedBlock, type SectorOf } from '../../bot/index.ts';
import { dayInPhnomPenh } from '../calendar.ts';
import { DEMO_MARK } from '../demo-mark.ts';
import type { Log } from '../log.ts';
import type { PublicFigures, RunningMonth } from '../public-figures.ts';
import type { Reader } from '../reader.ts';
import type { Store } from '../store.ts';
import { daysOf } from './count.ts';
import { type Measures, measure } from './measures.ts';
import { publishClosed } from './publish.ts';
import { publishingThread } from './publishing-thread.ts';
import { isPublished, readOn, type Standing } from './standing.ts';

export { readMeasures } from './measures.ts';
export { publishClosed } from './publish.ts';
export type { Publication } from './standing.ts';

export interface FiguresParts {
  readonly reader: Reader;
  readonly store: Pick<Store, 'archive' | 'isOnDuty'>;
  /** Compiled `figures/publishing-worker.ts`. */
  readonly worker: URL;
  readonly measures: Measures;
  readonly sectorOf: SectorOf;
  readonly now: () => Date;
  readonly log: Pick<Log, 'info' | 'error'>;
}

export interface LiveFigures extends PublicFigures {
  readonly stop: () => Promise<void>;
}

const LOOK_EVERY_MS = 60_000;
const DUTY = 'publish';

/**
 * Keeps what is public up to date: publishes what is over, where this process is on duty for it, and reads what others
 * have published. Resolves when what stands published has been read.
 */
export async function openFigures(parts: FiguresParts): Promise<LiveFigures> {
  const { reader, store, measures, now, log } = parts;
  const standing: Standing = new Map();
  let shown = await readShown(reader, standing);
  const end = new AbortController();
  const publish = publishingThread(parts.worker, end.signal);
  let running: { readonly at: number; readonly counts: Promise<RunningMonth> } | undefined;

  const look = async () => {
    if (await store.isOnDuty(DUTY))
      await publishClosed({
        ...parts,
        archive: store.archive,
        publish,
        standing,
        signal: end.signal,
        onPublished: ({ period, block, ...one }) =>
          log.info(
            { period, block, ...('refused' in one ? { refused: one.refused } : {}) },
            'figures.published',
          ),
      });
    if ((await countOf(reader)) !== shown.count) shown = await readShown(reader, standing);
  };
  let looking: Promise<void> | undefined;
  const lookAgain = () => {
    looking ??= look()
      .catch((error: unknown) => {
        if (!end.signal.aborted) log.error({ err: error }, 'figures.not-published');
      })
      .finally(() => {
        looking = undefined;
      });
  };
  const timer = setInterval(lookAgain, LOOK_EVERY_MS);
  lookAgain();

  const count = async (month: string): Promise<RunningMonth> => {
    const days = daysOf(month);
    const [counts] = await reader.ask<Omit<RunningMonth, 'month'>>(measure(measures, 'running'), [
      ...days,
      ...days,
      ...days,
    ]);
    return { month, ...counts! };
  };
  return {
    cube: () => shown.cube,
    blocks: () => shown.blocks,
    publishedAt: (period) => shown.at.get(period),
    isDemo: () => shown.isDemo,
    measures,
    running: () => {
      const at = now().getTime();
      if (running === undefined || at - running.at > LOOK_EVERY_MS || at < running.at) {
        const counts = count(dayInPhnomPenh(new Date(at)).slice(0, 7));
        running = { at, counts };
        // What could not be counted is tried again with the next page.
        counts.catch(() => {
          running = undefined;
        });
      }
      return running.counts;
    },
    stop: async () => {
      clearInterval(timer);
      end.abort();
      await looking;
    },
  };
}

interface Shown {
  readonly cube: Cube;
  readonly blocks: readonly PublishedBlock[];
  readonly at: ReadonlyMap<string, number>;
  /** Of all publications: when it changes, there is more to be shown. */
  readonly count: number;
  readonly isDemo: boolean;
}

async function readShown(reader: Pick<Reader, 'ask' | 'stream'>, standing: Standing): Promise<Shown> {
  const count = await countOf(reader);
  await readOn(reader, standing);
  const blocks = [...standing.values()].filter(isPublished);
  const times = await reader.ask<{ readonly period: string; readonly at: number }>(
    'SELECT period, max(at) AS at FROM published GROUP BY period',
  );
  const marks = await reader.ask('SELECT name FROM secret WHERE name = ?', [DEMO_MARK]);
  return {
    cube: createCube(blocks),
    blocks,
    at: new Map(times.map(({ period, at }) => [period, at])),
    count,
    isDemo: marks.length > 0,
  };
}

async function countOf(reader: Pick<Reader, 'ask'>): Promise<number> {
  const [row] = await reader.ask<{ readonly publications: number }>(
    'SELECT count(*) AS publications FROM published',
  );
  return row?.publications ?? 0;
}
