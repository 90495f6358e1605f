/** Many times, counted in steps of two in a hundred: an hour's worth takes no more room, and no longer to look through. */
export interface Times {
  readonly add: (ms: number) => void;
  /** The time below which a share of them lies; not a number when there are none. */
  readonly quantile: (share: number) => number;
  readonly forget: () => void;
}

const LEAST_MS = 0.1;
const STEP = Math.log(1.02);
/** Up to half an hour. */
const STEPS = 850;

export function createTimes(): Times {
  const counts = new Uint32Array(STEPS);
  let all = 0;
  return {
    add: (ms) => {
      const step = Math.ceil(Math.log(Math.max(ms, LEAST_MS) / LEAST_MS) / STEP);
      counts[Math.min(step, STEPS - 1)]! += 1;
      all += 1;
    },
    quantile: (share) => {
      let below = 0;
      const step = counts.findIndex((count) => {
        below += count;
        return below > 0 && below >= share * all;
      });
      return step < 0 ? Number.NaN : LEAST_MS * Math.exp(step * STEP);
    },
    forget: () => {
      counts.fill(0);
      all = 0;
    },
  };
}
