import { type Cube, createCube, type PublishedBlock } from '../../bot/index.ts';
import { DEMO_MARK } from '../demo-mark.ts';
import type { Log } from '../log.ts';
import type { PublicFigures } from '../public-figures.ts';
import type { Reader } from '../reader.ts';
import type { Store } from '../store.ts';
import type { Measures } from './measures.ts';
import { type Publish, publishClosed } from './publish.ts';
import { createRunningMonth } from './running-month.ts';
import { idOf, isPublished, readOn, type Standing } from './standing.ts';

export { readMeasures } from './measures.ts';
export { publishClosed } from './publish.ts';
export { publishingThread } from './publishing-thread.ts';
export type { Publication } from './standing.ts';

export interface FiguresParts {
  readonly reader: Reader;
  readonly store: Pick<Store, 'archive' | 'isOnDuty'>;
  /** Made with a signal that is aborted when it is to give up what it has in hand. */
  readonly publish: (signal: AbortSignal) => Publish;
  readonly measures: Measures;
  readonly now: () => Date;
  readonly log: Pick<Log, 'info' | 'error'>;
}

export interface LiveFigures extends PublicFigures {
  /** Publishes what is over, if that is on this process, and reads what stands; every minute it does so by itself. */
  readonly look: () => Promise<void>;
  /** Why something that is over is not published; empty when all is. */
  readonly troubles: () => readonly string[];
  /** Begins nothing more, and waits for what is being written. */
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
  let troubles: readonly string[] = [];
  const end = new AbortController();

  const publishAll = async () => {
    if (!(await store.isOnDuty(DUTY))) return [];
    const failures = await publishClosed({
      ...parts,
      publish: parts.publish(end.signal),
      archive: store.archive,
      standing,
      mayGoOn: async () => !end.signal.aborted && (await store.isOnDuty(DUTY)),
      onPublished: ({ period, block, ...one }) =>
        log.info(
          { period, block, ...('refused' in one ? { refused: one.refused } : {}) },
          'figures.published',
        ),
    });
    return failures.map(({ id, error }) => told(id, error));
  };
  const told = (what: string, error: unknown): string => {
    if (!end.signal.aborted) log.error({ err: error, what }, 'figures.not-published');
    return `${what} is not published: ${error instanceof Error ? error.message : String(error)}`;
  };
  const lookOnce = async () => {
    try {
      troubles = await publishAll().catch((error: unknown) => [told('what is over', error)]);
      if ((await countOf(reader)) !== shown.count) shown = await readShown(reader, standing);
    } catch (error) {
      troubles = [...troubles, told('what others published', error)];
    }
  };
  let looking: Promise<void> | undefined;
  const look = () => {
    looking ??= lookOnce().finally(() => {
      looking = undefined;
    });
    return looking;
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  look();

  return {
    cube: () => shown.cube,
    blocks: () => shown.blocks,
    publishedAt: (period, block) =>
      block === undefined ? shown.at.get(period) : shown.at.get(idOf({ period, block })),
    isDemo: () => shown.isDemo,
    measures,
    running: createRunningMonth({ reader, measures, now }),
    look,
    troubles: () => troubles,
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
  /** When a block, and the newest of a period, was published. */
  readonly at: ReadonlyMap<string, number>;
  /** Of all publications: when it changes, there is more to be shown. */
  readonly count: number;
  readonly isDemo: boolean;
}

async function readShown(reader: Pick<Reader, 'ask' | 'stream'>, standing: Standing): Promise<Shown> {
  const count = await countOf(reader);
  await readOn(reader, standing);
  const blocks = [...standing.values()].filter(isPublished);
  const times = await reader.ask<{ readonly id: string; readonly period: string; readonly at: number }>(
    'SELECT id, period, at FROM published ORDER BY at',
  );
  const marks = await reader.ask('SELECT name FROM secret WHERE name = ?', [DEMO_MARK]);
  return {
    cube: createCube(blocks),
    blocks,
    at: new Map(times.flatMap(({ id, period, at }) => [[id, at] as const, [period, at] as const])),
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
