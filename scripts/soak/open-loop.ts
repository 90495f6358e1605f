import { createConnections } from './connections.ts';
import { createTimes } from './times.ts';

/** A request, the chat it is of, and whether an answer follows. */
export interface Post {
  readonly request: string;
  readonly chat: number;
  readonly isAnswered: boolean;
}

export interface OpenLoop {
  /** So many a second, whether the server keeps up or not; resolves when the time is over. */
  readonly run: (perSecond: number, seconds: number) => Promise<void>;
  /** A message has come for this chat. */
  readonly answered: (chat: number) => void;
  readonly figures: () => Figures;
  /** Forgets the times until now, not who still waits. */
  readonly forgetTimes: () => void;
  readonly close: () => void;
}

export interface Figures {
  readonly posted: number;
  readonly failed: number;
  /** How they failed, by status or "closed". */
  readonly failures: Readonly<Record<string, number>>;
  readonly ackP50: number;
  readonly ackP99: number;
  readonly answerP50: number;
  readonly answerP99: number;
  /** Posted without an acknowledgement yet, and without an answer yet. */
  readonly unacknowledged: number;
  readonly unanswered: number;
  /** How late the posts themselves were at worst: far above zero, and the load generator is what was measured. */
  readonly lateMs: number;
}

const TICK_MS = 5;

/** Posts by the clock. Times are counted from when a post was due: whoever waits for a connection waits for the server. */
export function openLoop(port: number, next: () => Post): OpenLoop {
  const asked = new Map<number, number>();
  const failures: Record<string, number> = {};
  const [acks, answers] = [createTimes(), createTimes()];
  let counts = { posted: 0, failed: 0, lateMs: 0 };
  const connections = createConnections(port, (due, how) => {
    if (how === '200') return acks.add(performance.now() - due);
    counts.failed += 1;
    failures[how] = (failures[how] ?? 0) + 1;
  });
  const post = (due: number) => {
    const { request, chat, isAnswered } = next();
    counts.posted += 1;
    counts.lateMs = Math.max(counts.lateMs, performance.now() - due);
    if (isAnswered) asked.set(chat, due);
    connections.post(request, due);
  };
  return {
    run: (perSecond, seconds) => byTheClock(post, perSecond, perSecond * seconds),
    answered: (chat) => {
      const due = asked.get(chat);
      if (due === undefined) return;
      asked.delete(chat);
      answers.add(performance.now() - due);
    },
    figures: () => ({
      ...counts,
      failures,
      ackP50: acks.quantile(0.5),
      ackP99: acks.quantile(0.99),
      answerP50: answers.quantile(0.5),
      answerP99: answers.quantile(0.99),
      unacknowledged: connections.open(),
      unanswered: asked.size,
    }),
    forgetTimes: () => {
      counts = { ...counts, lateMs: 0 };
      acks.forget();
      answers.forget();
    },
    close: connections.close,
  };
}

/** Calls `post` so often, each time with the moment that it was due at. */
function byTheClock(post: (due: number) => void, perSecond: number, all: number): Promise<void> {
  return new Promise((resolve) => {
    const start = performance.now();
    let made = 0;
    const timer = setInterval(() => {
      const due = Math.min(all, Math.floor(((performance.now() - start) * perSecond) / 1000));
      for (; made < due; made += 1) post(start + (made * 1000) / perSecond);
      if (made < all) return;
      clearInterval(timer);
      resolve();
    }, TICK_MS);
  });
}
