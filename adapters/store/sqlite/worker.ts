import { parentPort, workerData } from 'node:worker_threads';
import { type Database, openDatabase, type Synchronous } from './database.ts';
import { createEngine } from './engine.ts';
import type { Operations } from './operations.ts';

export interface StoreTask {
  readonly path: string;
  readonly synchronous: Synchronous;
  readonly leastFreeBytes: number;
  readonly mostPages: number | undefined;
}

/** One call of an operation, by name. */
export interface Asked {
  readonly name: keyof Operations;
  readonly given: readonly unknown[];
}
export type Answered =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly reason: string; readonly isUnfit: boolean };

export type StoreMessage =
  | { readonly opened: true }
  | { readonly refused: string }
  | { readonly answered: readonly Answered[] };

/** Whether what was given is the reason, and not the disk or the database. */
const isUnfit = (error: unknown): boolean =>
  error instanceof TypeError ||
  error instanceof RangeError ||
  /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG)/.test(String((error as { readonly code?: unknown }).code));

const say = (message: StoreMessage) => parentPort?.postMessage(message);
const task = workerData as StoreTask;

try {
  serve(openDatabase(task.path, task));
  say({ opened: true });
} catch (error) {
  say({ refused: (error as Error).message });
}

/** Takes groups of calls, each group one transaction; 'close' ends the thread. */
function serve(database: Database): void {
  const { operations, settle } = createEngine(database, task.leastFreeBytes);
  const run = ({ name, given }: Asked): Answered => {
    const operation = operations[name] as (...given: readonly unknown[]) => unknown;
    return { ok: true, result: operation(...given) };
  };
  const together = (asked: readonly Asked[]): Answered[] => {
    try {
      const answered = database.transaction(() => asked.map(run)).immediate();
      settle('commit');
      return answered;
    } catch (error) {
      settle('rollback');
      // One that cannot be carried out must not take the others with it: each tries alone.
      if (asked.length > 1) return asked.flatMap((one) => together([one]));
      return [{ ok: false, reason: (error as Error).message, isUnfit: isUnfit(error) }];
    }
  };
  parentPort?.on('message', (message: readonly Asked[] | 'close') => {
    if (message !== 'close') return say({ answered: together(message) });
    database.close();
    parentPort?.close();
  });
}
