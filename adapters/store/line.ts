/**
 * Conversations standing in line, first come, first served. A conversation is in it at most once and handed out
 * to one taker at a time. Delays are counted on a clock that never jumps.
 */
export interface Line {
  /** Lines up; no effect on who is in line, taken or waiting already: whoever is taken is asked on release. */
  readonly add: (conversation: string) => void;
  readonly take: (most: number) => string[];
  /** The taker is done: to the end of the line, or out of it. */
  readonly release: (conversation: string, hasMore: boolean) => void;
  /** The taker gives it back, to be taken not before `afterMs`. */
  readonly postpone: (conversation: string, afterMs: number) => void;
}

/** `now`: milliseconds of a monotonic clock. */
export function createLine(now: () => number): Line {
  const ready = new Set<string>();
  const taken = new Set<string>();
  const waiting = new Map<string, number>();
  const wakeWaiting = () => {
    const time = now();
    for (const [conversation, due] of waiting)
      if (due <= time) {
        waiting.delete(conversation);
        ready.add(conversation);
      }
  };
  return {
    add: (conversation) => {
      if (!taken.has(conversation) && !waiting.has(conversation)) ready.add(conversation);
    },
    take: (most) => {
      wakeWaiting();
      const next: string[] = [];
      for (const conversation of ready) {
        if (next.length >= most) break;
        ready.delete(conversation);
        taken.add(conversation);
        next.push(conversation);
      }
      return next;
    },
    release: (conversation, hasMore) => {
      taken.delete(conversation);
      if (hasMore) ready.add(conversation);
    },
    postpone: (conversation, afterMs) => {
      taken.delete(conversation);
      waiting.set(conversation, now() + afterMs);
    },
  };
}
