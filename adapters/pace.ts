/** Lets so many calls a second through, evenly enough for a platform that counts. */
export interface Pace {
  /** How many calls may be made now. */
  readonly free: () => number;
  readonly spend: (calls: number) => void;
  /** Nothing goes out for a while: the platform has said so. */
  readonly pause: (ms: number) => void;
  /** In how many milliseconds it is worth asking again. */
  readonly wait: () => number;
}

/** A bucket that holds half a second's worth. `now`: milliseconds of a clock that never jumps. */
export function createPace(perSecond: number, now: () => number): Pace {
  const most = Math.max(1, perSecond / 2);
  let tokens = most;
  let at = now();
  let pausedUntil = 0;
  const refill = () => {
    const time = now();
    tokens = Math.min(most, tokens + ((time - at) * perSecond) / 1000);
    at = time;
  };
  return {
    free: () => {
      refill();
      return now() < pausedUntil ? 0 : Math.floor(tokens);
    },
    spend: (calls) => {
      tokens -= calls;
    },
    pause: (ms) => {
      pausedUntil = Math.max(pausedUntil, now() + ms);
    },
    wait: () => Math.max(pausedUntil - now(), tokens >= 1 ? 0 : ((1 - tokens) * 1000) / perSecond, 1),
  };
}
