import { parentPort, workerData } from 'node:worker_threads';
import { openReading, type Reading } from './reading.ts';

/** One call of an operation, by name. */
export interface ReaderAsked {
  readonly id: number;
  readonly name: keyof Reading;
  readonly given: readonly unknown[];
}
export type ReaderMessage =
  | { readonly opened: true }
  | { readonly refused: string }
  | { readonly id: number; readonly rows: readonly object[] }
  | { readonly id: number; readonly reason: string };

const say = (message: ReaderMessage) => parentPort?.postMessage(message);

try {
  serve(openReading(workerData as string));
  say({ opened: true });
} catch (error) {
  say({ refused: (error as Error).message });
}

/** Answers one call after the other; 'close' ends the thread. */
function serve(reading: Reading): void {
  parentPort?.on('message', ({ id, name, given }: ReaderAsked) => {
    try {
      const operation = reading[name] as (...given: readonly unknown[]) => readonly object[];
      say({ id, rows: operation(...given) });
    } catch (error) {
      say({ id, reason: (error as Error).message });
    }
    if (name === 'close') parentPort?.close();
  });
}
