import { parentPort, workerData } from 'node:worker_threads';
import { publish } from '../../bot/index.ts';

/** What a thread is given: the arguments of `publish`. */
export type PublishingTask = Parameters<typeof publish>;

/** Publishes one block, and tells it; a leak that the audit finds ends the thread with its sentence. */
parentPort?.postMessage(publish(...(workerData as PublishingTask)));
