import { Worker } from 'node:worker_threads';
import type { Reader } from '../../reader.ts';
import type { ReaderAsked, ReaderMessage } from './reader-worker.ts';
import type { Reading } from './reading.ts';

type Rows = readonly object[];
type Call = <Name extends keyof Reading>(name: Name, ...given: Parameters<Reading[Name]>) => Promise<Rows>;
interface Waiting {
  readonly resolve: (rows: Rows) => void;
  readonly reject: (error: Error) => void;
}

/** Reads a database file in a thread of its own: nobody's turn waits for it. */
export async function readSqlite(path: string, workerFile: URL): Promise<Reader> {
  const worker = new Worker(workerFile, { workerData: path });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const call = callsOf(worker);
  await opened(worker);
  let streams = 0;
  let isClosed = false;
  return {
    ask: async <Row extends object>(statement: string, values: readonly unknown[] = []) =>
      (await call('ask', statement, values)) as Row[],
    stream: <Row extends object>(statement: string, values: readonly unknown[] = []) => {
      streams += 1;
      return batches(call, streams, statement, values) as AsyncIterable<readonly Row[]>;
    },
    close: async () => {
      if (!isClosed) await call('close').catch(() => undefined); // gone already
      isClosed = true;
      await ended;
    },
  };
}

/** The next batch is read while this one is used; no other is asked for before. */
async function* batches(
  call: Call,
  stream: number,
  statement: string,
  values: readonly unknown[],
): AsyncGenerator<Rows> {
  await call('begin', stream, statement, values);
  try {
    let next = call('next', stream);
    for (;;) {
      const batch = await next;
      if (batch.length === 0) return;
      next = call('next', stream);
      next.catch(() => undefined); // told when it is its turn
      yield batch;
    }
  } finally {
    await call('end', stream).catch(() => undefined); // its thread is gone, and the stream with it
  }
}

/** Calls into the thread, each with its answer; all of them fail when the thread ends. */
function callsOf(worker: Worker): Call {
  const waiting = new Map<number, Waiting>();
  let lost: Error | undefined;
  let calls = 0;
  worker.on('message', (message: ReaderMessage) => {
    if (!('id' in message)) return;
    const { resolve, reject } = waiting.get(message.id)!;
    waiting.delete(message.id);
    if ('rows' in message) resolve(message.rows);
    else reject(new Error(message.reason));
  });
  const lose = (error: Error) => {
    lost ??= error;
    for (const { reject } of waiting.values()) reject(lost);
    waiting.clear();
  };
  worker.on('error', (error) => lose(new Error('the reader failed', { cause: error })));
  worker.once('exit', () => lose(new Error('the reader is closed')));
  return (name, ...given) =>
    new Promise((resolve, reject) => {
      if (lost) return reject(lost);
      calls += 1;
      waiting.set(calls, { resolve, reject });
      worker.postMessage({ id: calls, name, given } satisfies ReaderAsked);
    });
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
