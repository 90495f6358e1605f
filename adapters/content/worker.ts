import { parentPort, workerData } from 'node:worker_threads';
import { buffersOf } from './buffers.ts';
import type { Built, Checked } from './build.ts';
import type { ContentFile } from './files.ts';
import { type BuildTask, buildOrTakeKept } from './kept.ts';

/** What the worker tells: the files, the checked catalogue, the whole build, and why it could not be kept, if so. */
export type WorkerMessage =
  | { readonly read: readonly ContentFile[] }
  | { readonly checked: Checked }
  | { readonly built: Built }
  | { readonly notKept: string };
const tell = (message: WorkerMessage, handOver: ArrayBuffer[] = []) =>
  parentPort?.postMessage(message, handOver);

/** Builds one content folder and hands the result over; typed arrays change hands without being copied. */
const { built, afterwards } = await buildOrTakeKept(workerData as BuildTask, import.meta.url, {
  onRead: (read) => tell({ read }),
  onChecked: (checked) => tell({ checked }),
});
tell({ built }, buffersOf(built));
const notKept = await afterwards();
if (notKept !== undefined) tell({ notKept });
