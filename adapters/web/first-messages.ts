import { createHash } from 'node:crypto';
import type { Incoming } from './incoming.ts';
import type { Thread, Threads } from './threads.ts';

/** Shorter ids are counted or guessed, and whoever guesses one would land in somebody else's conversation. */
const LEAST_ID = 16;
const MOST = 1000;
const MINUTES = 10;

/** Which thread a first message opened, for when its answer got lost and it comes again. */
export interface FirstMessages {
  readonly find: (message: Incoming) => Thread | undefined;
  readonly keep: (message: Incoming, thread: Thread) => void;
  readonly drop: (message: Incoming) => void;
}

/** First messages of the last minutes, bounded in number. Only a digest of each is kept. */
export function firstMessages(threads: Threads, now: () => Date): FirstMessages {
  const kept = new Map<string, { readonly thread: string; readonly at: number }>();
  return {
    find: (message) => {
      const found = kept.get(keyOf(message) ?? '');
      const isRecent = found !== undefined && now().getTime() - found.at <= MINUTES * 60_000;
      return isRecent ? threads.find(found.thread) : undefined;
    },
    keep: (message, thread) => {
      const key = keyOf(message);
      if (key === undefined) return;
      kept.delete(key);
      kept.set(key, { thread: thread.id, at: now().getTime() });
      const oldest = kept.size > MOST ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
    },
    drop: (message) => {
      kept.delete(keyOf(message) ?? '');
    },
  };
}

/** The words belong to it: other words under the same id are another citizen's. */
function keyOf({ id, text, value }: Incoming): string | undefined {
  if (id === undefined || id.length < LEAST_ID) return undefined;
  return createHash('sha256')
    .update(JSON.stringify([id, text, value]))
    .digest('base64url');
}
