/** Calls once, at the earliest of the times that were asked for. */
export interface Alarm {
  readonly within: (ms: number) => void;
  readonly stop: () => void;
}

/** Timers may be a little early, and what they wake would find nothing due. */
const MARGIN_MS = 10;

export function createAlarm(ring: () => void): Alarm {
  let timer: NodeJS.Timeout | undefined;
  let ringsAt = Number.POSITIVE_INFINITY;
  let isStopped = false;
  const stop = () => {
    clearTimeout(timer);
    ringsAt = Number.POSITIVE_INFINITY;
  };
  return {
    within: (ms) => {
      const at = performance.now() + ms + MARGIN_MS;
      if (isStopped || at >= ringsAt) return;
      stop();
      ringsAt = at;
      timer = setTimeout(() => {
        ringsAt = Number.POSITIVE_INFINITY;
        ring();
      }, ms + MARGIN_MS);
    },
    stop: () => {
      isStopped = true;
      stop();
    },
  };
}
