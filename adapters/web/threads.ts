import { randomBytes } from 'node:crypto';
import type { Spoken } from './spoken.ts';

/** One line of a conversation as the page shows it. */
export type Entry =
  | { readonly from: 'citizen'; readonly text: string }
  | { readonly from: 'bot'; readonly spoken: Spoken };

/** What came back to one message: where it belongs, and what was said. */
export interface Answer {
  readonly conversation: string;
  readonly spoken: readonly Spoken[];
}

/** One conversation on the web: what the page shows of it, and what was answered to which message. */
export interface Thread {
  readonly id: string;
  readonly entries: () => readonly Entry[];
  readonly add: (entries: readonly Entry[]) => void;
  /** Forgets what was said, answers too. */
  readonly clear: () => void;
  /** Answers by the id of their message, so that a message sent twice is answered once. */
  readonly answers: Map<string, Promise<Answer>>;
}

/** Hands out conversations under ids that nobody can guess, and finds them again. */
export interface Threads {
  readonly open: () => Thread;
  readonly find: (id: string | undefined) => Thread | undefined;
}

export interface ThreadLimits {
  readonly most: number;
  readonly entries: number;
  /** What the entries of one thread weigh in memory at most; the last one stays in any case. */
  readonly bytes: number;
  readonly idleMinutes: number;
}
const LIMITS: ThreadLimits = { most: 2000, entries: 60, bytes: 64 * 1024, idleMinutes: 120 };
const SWEEP_EVERY_MS = 60_000;

/**
 * Threads in memory, bounded in number, length, weight and age; the one that was quiet longest makes room. An idle
 * thread is never found again once its minutes are over, and a minute later it is gone from memory, visitors or not.
 */
export function threadsInMemory(now: () => Date, limits: ThreadLimits = LIMITS): Threads {
  const kept = new Map<string, { readonly thread: Thread; readonly touched: number }>();
  const touch = (thread: Thread): Thread => {
    kept.delete(thread.id);
    kept.set(thread.id, { thread, touched: now().getTime() });
    return thread;
  };
  const sweep = () => {
    const oldestAllowed = now().getTime() - limits.idleMinutes * 60_000;
    for (const [id, { touched }] of kept) {
      if (touched >= oldestAllowed && kept.size <= limits.most) return;
      kept.delete(id);
    }
  };
  setInterval(sweep, SWEEP_EVERY_MS).unref();
  return {
    open: () => {
      const thread = touch(newThread(limits));
      sweep();
      return thread;
    },
    find: (id) => {
      sweep();
      const found = id === undefined ? undefined : kept.get(id);
      return found && touch(found.thread);
    },
  };
}

function newThread(limits: ThreadLimits): Thread {
  let entries: readonly Entry[] = [];
  const answers = new Map<string, Promise<Answer>>();
  return {
    id: randomBytes(16).toString('base64url'),
    entries: () => entries,
    add: (more) => {
      entries = newest([...entries, ...more], limits);
    },
    clear: () => {
      entries = [];
      answers.clear();
    },
    answers,
  };
}

/** The newest entries that are few and light enough together. */
function newest(entries: readonly Entry[], limits: ThreadLimits): readonly Entry[] {
  let bytes = 0;
  let first = entries.length;
  while (first > 0 && entries.length - first < limits.entries) {
    bytes += weightOf(entries[first - 1]);
    if (bytes > limits.bytes && first < entries.length) break;
    first -= 1;
  }
  return entries.slice(first);
}

/** One Khmer letter makes every letter of a string take two bytes. */
const weightOf = (entry: Entry | undefined): number => JSON.stringify(entry ?? '').length * 2;
