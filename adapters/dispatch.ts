import { setImmediate as nextTick, setTimeout as sleep } from 'node:timers/promises';
import { createAlarm } from './alarm.ts';
import type { Answering } from './answer.ts';
import type { Log } from './log.ts';
import { type ClaimedEvent, type Store, StoreAway, type TurnResult, Unfit } from './store.ts';

export interface DispatchParts {
  readonly store: Pick<Store, 'claim' | 'commit' | 'fail'>;
  readonly answer: Answering['answer'];
  /** What is told to a citizen whose message could not be answered, as a turn's result. */
  readonly apologise: Answering['apologise'];
  readonly now: () => number;
  readonly log: Pick<Log, 'warn' | 'error'>;
  /** A platform waits for its deliveries to be kept: that goes first. */
  readonly isAccepting?: () => boolean;
  /** A turn is on disk: its calls can be sent, whoever waits for it can be told. */
  readonly onCommitted: (event: ClaimedEvent, result: TurnResult) => void;
  readonly observe?: (turn: {
    readonly channel: string;
    readonly ms: number;
    readonly outcome: TurnOutcome;
  }) => void;
}
export type TurnOutcome = 'taken' | 'failed' | 'dead';
/** Why there is no turn: it failed, or the store was away and it is as if nothing had been tried. */
type Untaken = 'failed' | 'away';

export interface Dispatch {
  /** There may be open events. */
  readonly wake: () => void;
  /** Takes no more events; resolves when those in hand are done. */
  readonly stop: () => Promise<void>;
}

/** Conversations in hand at once. */
const MOST = 16;
/** A turn that throws is tried so often. */
const TRIES = 3;
/** A turn that ends the process is tried so often: more, because a process also ends for other reasons. */
const CRASHES = 8;
const RETRY_MS = 1_000;
const SLOW_MS = 50;

/** Takes the turns of open events, many conversations side by side, each one's in order. */
export function createDispatch(parts: DispatchParts): Dispatch {
  const { store, answer, apologise, now, log, onCommitted, observe = () => {} } = parts;
  const { isAccepting = () => false } = parts;
  let isStopping = false;
  let isWanted = false;
  let isFailing = false;
  let running: Promise<void> | undefined;
  const alarm = createAlarm(() => wake());

  const wake = () => {
    isWanted = true;
    if (!running && !isStopping)
      running = work()
        .catch((error: unknown) => {
          // The store cannot be read or written just now; readiness says why.
          if (!isFailing) log.error({ err: error }, 'dispatch.failed');
          isFailing = true;
          isWanted = false;
          alarm.within(RETRY_MS);
        })
        .finally(() => {
          running = undefined;
          if (isWanted && !isStopping) wake();
        });
  };
  async function work(): Promise<void> {
    while (isWanted && !isStopping) {
      isWanted = false;
      const events = await store.claim(MOST);
      isFailing = false;
      if (events.length === 0) continue;
      isWanted = true;
      const turns: Promise<void>[] = [];
      for (const event of events.filter(({ attempts }) => attempts === 0)) {
        turns.push(take(event));
        await breathe(isAccepting);
      }
      await Promise.all(turns);
      // Those that were tried before come alone: should one end the process, the others are done.
      for (const event of events.filter(({ attempts }) => attempts > 0)) await take(event);
    }
  }

  async function take(event: ClaimedEvent): Promise<void> {
    const start = performance.now();
    const { channel } = event;
    const taken = await answered(event);
    const ms = performance.now() - start;
    if (ms > SLOW_MS) log.warn({ channel, ms: Math.round(ms) }, 'turn.slow');
    const written = typeof taken === 'string' ? taken : await committed(event, taken);
    const isWritten = typeof written !== 'string';
    const outcome = !isWritten ? 'failed' : written.dies === undefined ? 'taken' : 'dead';
    observe({ channel, ms, outcome });
    if (isWritten) return onCommitted(event, written);
    await givenBack(event, written === 'failed');
    alarm.within(RETRY_MS);
  }

  /** However long the store is away: a conversation that nobody gives back would wait for ever. */
  async function givenBack(event: ClaimedEvent, isTried: boolean): Promise<void> {
    while (true) {
      try {
        return await store.fail(event, RETRY_MS, isTried);
      } catch (error) {
        log.error({ channel: event.channel, err: error }, 'turn.not-given-back');
        if (isStopping) return;
        await sleep(RETRY_MS);
      }
    }
  }

  /** A store that is away has tried nothing; one that refuses what the turn led to would refuse it for ever. */
  async function committed(event: ClaimedEvent, result: TurnResult): Promise<TurnResult | Untaken> {
    try {
      await store.commit(event, result, now());
      return result;
    } catch (error) {
      log.error({ channel: event.channel, err: error }, 'turn.not-written');
      return error instanceof Unfit ? 'failed' : 'away';
    }
  }

  async function answered(event: ClaimedEvent): Promise<TurnResult | Untaken> {
    if (event.attempts >= CRASHES) return buried(event, 'ends-the-process');
    try {
      return await answer(event, now());
    } catch (error) {
      if (error instanceof StoreAway) {
        log.error({ channel: event.channel, err: error }, 'turn.not-written');
        return 'away';
      }
      // The words that led here are the citizen's: the log gets the place in our code alone.
      log.error({ channel: event.channel, attempts: event.attempts + 1, at: placeOf(error) }, 'turn.failed');
      return event.attempts + 1 < TRIES ? 'failed' : buried(event, 'turn-failed');
    }
  }

  function buried(event: ClaimedEvent, reason: string): TurnResult {
    log.error({ channel: event.channel, reason }, 'turn.dead');
    try {
      return apologise(event, reason);
    } catch (error) {
      log.error({ channel: event.channel, at: placeOf(error) }, 'turn.no-apology');
      return { memory: event.memory, calls: [], records: [], forgets: false, dies: reason };
    }
  }

  return {
    wake,
    stop: async () => {
      isStopping = true;
      alarm.stop();
      await running;
    },
  };
}

/** As many rounds of the event loop as it takes to read, keep and acknowledge a delivery. */
const ROUNDS = 6;

/** Requests get their share between two turns; those that are being kept are acknowledged first. */
async function breathe(isAccepting: () => boolean): Promise<void> {
  for (let round = 0; round === 0 || (round < ROUNDS && isAccepting()); round += 1) await nextTick();
}

/** The first lines of a stack, without the message in front of it. */
function placeOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const places = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return [
    error instanceof Error ? error.name : typeof error,
    ...places.slice(0, 3).map((line) => line.trim()),
  ].join(' ');
}
