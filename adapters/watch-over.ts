import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { horizonAt } from './retention.ts';
import type { Store } from './store.ts';

export interface Watch {
  /** Why no event can be made durable just now; undefined: they can. */
  readonly hindered: () => string | undefined;
  /** Why the server should not be given work, though what it gets is safe; undefined: it may. */
  readonly busy: () => string | undefined;
  readonly stop: () => void;
}

export interface WatchParts {
  readonly store: Pick<Store, 'health' | 'stats' | 'sweep'>;
  readonly metrics: Metrics;
  readonly now: () => number;
  readonly log: Pick<Log, 'error'>;
  /** Called every second: whatever was missed is found then. */
  readonly onSecond: () => void;
}

const SECOND_MS = 1_000;
const SWEEP_EVERY_S = 10;
/** Counting reads whole tables. */
const STATS_EVERY_S = 5;
/** Older than this, and platforms had better keep new events themselves for a while. */
const OLDEST_MS = 10 * 60_000;
const SLOW_LOOP_MS = 200;
/** One slow second is a burst; whoever is slow for so many in a row is asked less. */
const SLOW_SECONDS = 3;
/** A store that takes longer is as good as none: whoever brings something had better be told so at once. */
const SILENT_MS = 4_000;

/** Looks after the store: can it be written, is the line short, is what is old deleted. */
export function watchOver({ store, metrics, now, log, onSecond }: WatchParts): Watch {
  let unwritable: string | undefined;
  let late: string | undefined;
  let slow: string | undefined;
  let slowSeconds = 0;
  let seconds = 0;
  const looking = oneAtATime();
  const tending = oneAtATime();

  const hinder = (reason: string) => {
    if (unwritable !== reason) log.error({ reason }, 'store.cannot-write');
    unwritable = reason;
  };
  /** Whether anything can be written. */
  const look = async () => {
    const silent = setTimeout(hinder, SILENT_MS, 'the database does not answer');
    await store.health(now()).finally(() => clearTimeout(silent));
    unwritable = undefined;
  };
  /** Counts, and deletes what is old. What goes wrong here keeps nothing from being written. */
  const tend = async () => {
    // Whether or not it can be counted: what has to go, goes.
    await count().finally(() => (seconds % SWEEP_EVERY_S === 0 ? sweep() : undefined));
  };
  const count = async () => {
    const stats = await store.stats();
    metrics.stats(stats, now());
    const waited = stats.oldestEventAt === undefined ? 0 : now() - stats.oldestEventAt;
    late = waited > OLDEST_MS ? `messages have waited for ${Math.round(waited / 60_000)} minutes` : undefined;
  };
  const sweep = async () => {
    for (let hasMore = true; hasMore; ) {
      const swept = await store.sweep(horizonAt(now()), now());
      metrics.expired(swept.expired);
      hasMore = swept.hasMore;
    }
  };
  const timer = setInterval(() => {
    seconds += 1;
    const delay = metrics.loopDelayMs();
    slowSeconds = delay > SLOW_LOOP_MS ? slowSeconds + 1 : 0;
    slow = slowSeconds >= SLOW_SECONDS ? `the server is held up: ${Math.round(delay)} ms` : undefined;
    onSecond();
    looking.start(look, hinder);
    if (seconds % STATS_EVERY_S === 0)
      tending.start(tend, (reason) => log.error({ reason }, 'store.not-tended'));
  }, SECOND_MS);
  return { hindered: () => unwritable ?? late, busy: () => slow, stop: () => clearInterval(timer) };
}

/** Starts nothing while the last one is not over. */
function oneAtATime() {
  let isRunning = false;
  return {
    start: (act: () => Promise<void>, failed: (reason: string) => void): void => {
      if (isRunning) return;
      isRunning = true;
      act()
        .catch((error: unknown) => failed(error instanceof Error ? error.message : String(error)))
        .finally(() => {
          isRunning = false;
        });
    },
  };
}
