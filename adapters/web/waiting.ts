/** Requests that wait for the turn of their message. */
export interface Waiting {
  /** Resolves with what is remembered after the turn, or with undefined when it takes too long. */
  readonly until: (key: string) => Promise<string | undefined>;
  /** The turn of a message has been taken and written. */
  readonly tell: (key: string, memory: string | undefined) => void;
}

/** A phone's patience is longer: it asks again, and is told then. */
const PATIENCE_MS = 10_000;

export function createWaiting(patienceMs = PATIENCE_MS): Waiting {
  const waiting = new Map<string, Set<(memory: string | undefined) => void>>();
  return {
    until: (key) =>
      new Promise((resolve) => {
        const all = waiting.get(key) ?? new Set();
        waiting.set(key, all);
        const end = (memory: string | undefined) => {
          clearTimeout(timer);
          all.delete(end);
          if (all.size === 0) waiting.delete(key);
          resolve(memory);
        };
        const timer = setTimeout(end, patienceMs, undefined);
        all.add(end);
      }),
    tell: (key, memory) => {
      for (const end of waiting.get(key) ?? []) end(memory);
    },
  };
}
