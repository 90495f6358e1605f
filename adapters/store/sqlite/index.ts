import { Worker } from 'node:worker_threads';
import { type Store, Unfit } from '../../store.ts';
import type { Synchronous } from './database.ts';
import type { Alone, Operations } from './operations.ts';
import type { Answered, Asked, StoreMessage, StoreTask } from './worker.ts';

export interface SqliteOptions {
  readonly path: string;
  /** Compiled `worker.ts`. */
  readonly worker: URL;
  readonly synchronous?: Synchronous;
  /** Below this the store says that it is not healthy. */
  readonly leastFreeBytes?: number;
  /** A quota: the file grows no further, as on a full disk. */
  readonly mostPages?: number;
  /** The thread ended by itself: nothing can be kept any more, the process should end. */
  readonly onLost?: (error: Error) => void;
}

interface Waiting extends Asked {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

const LEAST_FREE_BYTES = 500_000_000;
const NAMES: readonly (keyof Operations)[] = [
  'accept',
  'claim',
  'commit',
  'fail',
  'claimCalls',
  'sent',
  'retryCall',
  'killCall',
  'memory',
  'deadLetters',
  'revive',
  'stats',
  'sweep',
  'archive',
  'secret',
  'health',
];
const ALONE: Alone = { isOnDuty: async () => true, leaveDuty: async () => {}, listen: () => {} };

/**
 * The store on one SQLite file, in a thread of its own. Calls of one tick, and those that arrive while a group is
 * being written, share the next transaction and its fsync; no call ever waits for a timer. Rejects with a sentence
 * when the file cannot be used.
 */
export async function openSqlite(options: SqliteOptions): Promise<Store> {
  const { path, synchronous = 'FULL', leastFreeBytes = LEAST_FREE_BYTES, mostPages } = options;
  const task: StoreTask = { path, synchronous, leastFreeBytes, mostPages };
  const worker = new Worker(options.worker, { workerData: task });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  await opened(worker);

  let waiting: Waiting[] = [];
  let writing: Waiting[] | undefined;
  let lost: Error | undefined;
  let isClosing = false;
  let whenIdle: (() => void) | undefined;

  const flush = () => {
    if (writing) return;
    if (waiting.length === 0) return whenIdle?.();
    writing = waiting;
    waiting = [];
    hand(writing);
  };
  /** What cannot be handed over fails alone, and takes nobody of its group with it. */
  const hand = (group: Waiting[]) => {
    try {
      worker.postMessage(group.map(({ name, given }): Asked => ({ name, given })));
    } catch (error) {
      const [first] = group;
      writing = undefined;
      if (group.length > 1) waiting = [...waiting, ...group.slice(1)];
      first?.reject(new Unfit('this cannot be kept', { cause: error }));
      setImmediate(flush);
    }
  };
  worker.on('message', (message: StoreMessage) => {
    if (!('answered' in message) || !writing) return;
    settle(writing, message.answered);
    writing = undefined;
    // What the answers lead to in this tick goes into the next group.
    setImmediate(flush);
  });
  const lose = (error: Error) => {
    if (isClosing || lost) return;
    lost = error;
    for (const { reject } of [...(writing ?? []), ...waiting]) reject(error);
    waiting = [];
    options.onLost?.(error);
  };
  worker.on('error', (error) => lose(new Error('the store failed', { cause: error })));
  worker.once('exit', () => lose(new Error('the store ended without a word')));

  const ask = (name: keyof Operations, given: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (lost || isClosing) return reject(lost ?? new Error('the store is closed'));
      if (waiting.length === 0 && !writing) setImmediate(flush);
      waiting.push({ name, given, resolve, reject });
    });
  const operations = Object.fromEntries(
    NAMES.map((name) => [name, (...given: readonly unknown[]) => ask(name, given)]),
  ) as unknown as Omit<Store, 'close' | keyof Alone>;
  return {
    ...operations,
    ...ALONE,
    close: async () => {
      isClosing = true;
      const idle = new Promise<void>((resolve) => {
        whenIdle = resolve;
      });
      if (writing || waiting.length > 0) await Promise.race([idle, ended]);
      worker.postMessage('close');
      await ended;
    },
  };
}

function opened(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the store ended with ${code} before it was open`)));
    worker.once('message', (message: StoreMessage) => {
      worker.off('error', reject);
      if ('refused' in message) {
        void worker.terminate();
        reject(new Error(message.refused));
      } else resolve();
    });
  });
}

function settle(asked: readonly Waiting[], answered: readonly Answered[]): void {
  for (const [index, { resolve, reject }] of asked.entries()) {
    const answer = answered[index];
    if (answer?.ok) resolve(answer.result);
    else if (answer?.isUnfit) reject(new Unfit(answer.reason));
    else reject(new Error(answer?.reason ?? 'the store gave no answer'));
  }
}
