import { Worker } from 'node:worker_threads';
import type { PublishedBlock, Refused } from '../../bot/index.ts';
import type { Publish } from './publish.ts';
import type { PublishingTask } from './publishing-worker.ts';

/**
 * Publishes in a thread of its own, one for each block: hiding and audit take seconds, in which no turn may wait.
 * `file` is the compiled `publishing-worker.ts`. Once the signal is aborted, what is in hand is given up, and rejects.
 */
export const publishingThread =
  (file: URL, signal: AbortSignal): Publish =>
  (...task: PublishingTask) =>
    new Promise<PublishedBlock | Refused>((resolve, reject) => {
      signal.throwIfAborted();
      const worker = new Worker(file, { workerData: task });
      const end = () => worker.terminate();
      signal.addEventListener('abort', end, { once: true });
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => {
        signal.removeEventListener('abort', end);
        reject(new Error('the thread ended before it had published'));
      });
    });
