import type { Reader } from '../../reader.ts';
import { openReaderThread, type ReaderThread } from './reader-thread.ts';

type Rows = readonly object[];
/** A thread takes some 8 MB: it ends when nobody has read for so long, and starts again when somebody does. */
const REST_MS = 10_000;

/** Reads a database file in a thread of its own: nobody's turn waits for it. */
export async function readSqlite(path: string, worker: URL, restMs = REST_MS): Promise<Reader> {
  const threads = sharedThread(() => openReaderThread(path, worker), restMs);
  await threads.use(async () => NONE); // is there something to read?
  let streams = 0;
  return {
    ask: async <Row extends object>(statement: string, values: readonly unknown[] = []) =>
      (await threads.use(({ call }) => call('ask', statement, values))) as Row[],
    stream: <Row extends object>(statement: string, values: readonly unknown[] = []) => {
      streams += 1;
      return batches(threads, streams, statement, values) as AsyncIterable<readonly Row[]>;
    },
    close: threads.close,
  };
}

const NONE: Rows = [];

/** The next batch is read while this one is used; no other is asked for before. */
async function* batches(
  { take, leave }: ReturnType<typeof sharedThread>,
  stream: number,
  statement: string,
  values: readonly unknown[],
): AsyncGenerator<Rows> {
  const { call } = await take();
  try {
    await call('begin', stream, statement, values);
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
    leave();
  }
}

/** One thread for everybody who reads, for as long as somebody does and a while longer. */
function sharedThread(open: () => Promise<ReaderThread>, restMs: number) {
  let thread: Promise<ReaderThread> | undefined;
  let users = 0;
  let rest: NodeJS.Timeout | undefined;
  let isClosed = false;
  const end = async () => {
    const last = thread;
    thread = undefined;
    await last?.then(({ close }) => close()).catch(() => undefined); // it never opened
  };
  /** Others may have opened another meanwhile, and nobody else closes it. */
  const forget = (one: typeof thread) => {
    if (thread === one) thread = undefined;
  };
  const leave = () => {
    users -= 1;
    if (users === 0 && !isClosed) rest = setTimeout(end, restMs).unref();
  };
  const take = async (): Promise<ReaderThread> => {
    clearTimeout(rest);
    users += 1;
    let mine = thread;
    try {
      if ((await mine)?.hasEnded()) forget(mine);
      if (isClosed) throw new Error('the reader is closed');
      thread ??= open();
      mine = thread;
      return await mine;
    } catch (error) {
      forget(mine);
      leave();
      throw error;
    }
  };
  const use = async (act: (thread: ReaderThread) => Promise<Rows>): Promise<Rows> => {
    const taken = await take();
    return act(taken).finally(leave);
  };
  const close = async () => {
    isClosed = true;
    clearTimeout(rest);
    await end();
  };
  return { take, leave, use, close };
}
