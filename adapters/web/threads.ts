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
  /** Forgets what was said. */
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
  readonly idleMinutes: number;
}
const LIMITS: ThreadLimits = { most: 5000, entries: 60, idleMinutes: 120 };

/** Threads in memory, bounded in number, length and age; the one that was quiet longest makes room. */
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
  return {
    open: () => {
      const thread = touch(newThread(limits.entries));
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

function newThread(mostEntries: number): Thread {
  let entries: readonly Entry[] = [];
  const answers = new Map<string, Promise<Answer>>();
  return {
    id: randomBytes(16).toString('base64url'),
    entries: () => entries,
    add: (more) => {
      entries = [...entries, ...more].slice(-mostEntries);
    },
    clear: () => {
      entries = [];
      answers.clear();
    },
    answers,
  };
}
