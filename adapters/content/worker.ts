import { parentPort, workerData } from 'node:worker_threads';
import { buffersOf } from './buffers.ts';
import { type BuildTask, buildOrTakeKept } from './kept.ts';

/** Builds one content folder and hands the result over; typed arrays change hands without being copied. */
const { built, afterwards } = await buildOrTakeKept(workerData as BuildTask, import.meta.url);
parentPort?.postMessage(built, buffersOf(built));
await afterwards();
