import { Worker } from 'node:worker_threads';
import type { ReaderAsked, ReaderMessage } from './reader-worker.ts';
import type { Reading } from './reading.ts';

type Rows = readonly object[];
interface Waiting {
  readonly resolve: (rows: Rows) => void;
  readonly reject: (error: Error) => void;
}

/** A thread that reads a database file. */
export interface ReaderThread {
  /** Rejects when the statement fails, and when the thread has ended. */
  readonly call: <Name extends keyof Reading>(
    name: Name,
    ...given: Parameters<Reading[Name]>
  ) => Promise<Rows>;
  readonly hasEnded: () => boolean;
  readonly close: () => Promise<void>;
}

/** Rejects with a sentence when the file is not to be read. */
export async function openReaderThread(path: string, workerFile: URL): Promise<ReaderThread> {
  const worker = new Worker(workerFile, {
    workerData: path,
    resourceLimits: { maxYoungGenerationSizeMb: 4 },
  });
  const waiting = new Map<number, Waiting>();
  let lost: Error | undefined;
  let calls = 0;
  const lose = (error: Error) => {
    lost ??= error;
    for (const { reject } of waiting.values()) reject(lost);
    waiting.clear();
  };
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  worker.on('error', (error) => lose(new Error('the reader failed', { cause: error })));
  worker.once('exit', () => lose(new Error('the reader is closed')));
  await opened(worker);
  worker.on('message', (message: ReaderMessage) => settle(waiting, message));
  const call: ReaderThread['call'] = (name, ...given) =>
    new Promise((resolve, reject) => {
      if (lost) return reject(lost);
      calls += 1;
      waiting.set(calls, { resolve, reject });
      worker.postMessage({ id: calls, name, given } satisfies ReaderAsked);
    });
  return {
    call,
    hasEnded: () => lost !== undefined,
    close: async () => {
      await call('close').catch(() => undefined); // gone already
      await ended;
    },
  };
}

function settle(waiting: Map<number, Waiting>, message: ReaderMessage): void {
  if (!('id' in message)) return;
  const { resolve, reject } = waiting.get(message.id)!;
  waiting.delete(message.id);
  if ('rows' in message) resolve(message.rows);
  else reject(new Error(message.reason));
}

function opened(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the reader ended before it was open')));
    worker.once('message', (message: ReaderMessage) => {
      worker.off('error', reject);
      if ('refused' in message) {
        void worker.terminate();
        reject(new Error(message.refused));
      } else resolve();
    });
  });
}
