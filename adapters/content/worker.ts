import { parentPort, workerData } from 'node:worker_threads';
import { buildContent } from './build.ts';
import { buffersOf } from './buffers.ts';

/** Builds one content folder and hands the result over; typed arrays change hands without being copied. */
const built = await buildContent(String(workerData));
parentPort?.postMessage(built, buffersOf(built));
