/** Keeps calls from an outside system that fails: they would only wait, and hinder it from getting up. */
export interface Breaker {
  /** Whether a call may be made now; while half open, one. */
  readonly allows: () => boolean;
  readonly succeeded: () => void;
  readonly failed: () => void;
  /** The call that was allowed has not been made: another one may be. */
  readonly unused: () => void;
  readonly isOpen: () => boolean;
}

const FAILURES = 5;
const HALF_OPEN_EVERY_MS = 10_000;

/** Opens after five failures in a row, lets one call try every ten seconds. `now`: a clock that never jumps. */
export function createBreaker(now: () => number): Breaker {
  let failures = 0;
  let triedAt = Number.NEGATIVE_INFINITY;
  const isOpen = () => failures >= FAILURES;
  return {
    isOpen,
    allows: () => {
      if (!isOpen()) return true;
      if (now() - triedAt < HALF_OPEN_EVERY_MS) return false;
      triedAt = now();
      return true;
    },
    succeeded: () => {
      failures = 0;
    },
    unused: () => {
      triedAt = Number.NEGATIVE_INFINITY;
    },
    failed: () => {
      failures += 1;
      if (isOpen()) triedAt = now();
    },
  };
}
