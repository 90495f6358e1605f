import { setTimeout as sleep } from 'node:timers/promises';

/** Servers on one database, as somebody sees them who may ask any of them. */
export interface Instances {
  /**
   * Asks one, and the next one when that refuses or breaks off, until one answers; resolves with its place among them.
   * `from`: who is asked first, counted round. Rejects when it was given up.
   */
  readonly ask: <Result>(
    request: (url: string) => Promise<Result>,
    from: number,
  ) => Promise<{ readonly result: Result; readonly place: number }>;
  /** Whether the last answer of the one at this place was none. */
  readonly isAway: (place: number) => boolean;
  /** How often somebody had to ask again. */
  readonly again: () => number;
}

/** Whoever gave no answer is passed over for so long; a balancer would ask `/readyz` meanwhile. */
const AWAY_MS = 2_000;
/** Then one looks whether it is back, and alone: it may hang. */
const LOOK_MS = 6_000;
const PAUSE_MS = 250;

export function createInstances(urls: readonly string[], givenUp: AbortSignal): Instances {
  const all = urls.map((url, place) => ({ url, place, awayUntil: 0 }));
  let again = 0;
  const next = (turn: number) => {
    const order = all.map((_, further) => all[(turn + further) % all.length]!);
    return order.find(({ awayUntil }) => awayUntil < performance.now()) ?? order[0]!;
  };
  return {
    ask: async (request, from) => {
      for (let turn = from; ; turn += 1) {
        givenUp.throwIfAborted();
        const one = next(turn);
        if (one.awayUntil > 0) one.awayUntil = performance.now() + LOOK_MS;
        try {
          const result = await request(one.url);
          one.awayUntil = 0;
          return { result, place: one.place };
        } catch {
          again += 1;
          one.awayUntil = performance.now() + AWAY_MS;
          await sleep(PAUSE_MS, undefined, { signal: givenUp });
        }
      }
    },
    isAway: (place) => (all[place]?.awayUntil ?? 0) > 0,
    again: () => again,
  };
}
