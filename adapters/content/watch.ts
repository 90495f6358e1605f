import { stat } from 'node:fs/promises';
import { contentPaths } from './files.ts';

/** A look at ~110 files costs 2 ms. `fs.watch` would not survive that the folder is replaced, as deploys do. */
const LOOK_EVERY_MS = 250;
/** Editors save several files in a row: wait until two looks so far apart are the same … */
const QUIET_MS = 150;
/** … but never longer than this. */
const LONGEST_WAIT_MS = 1_000;

/** How a folder stands: names, sizes and times of its content files, or why it cannot be read. Same text, same files. */
export async function standOf(folder: string): Promise<string> {
  try {
    const lines = (await contentPaths(folder)).map(async (path) => {
      const { ino, size, mtimeMs, ctimeMs } = await stat(path);
      return [path, ino, size, mtimeMs, ctimeMs].join(' ');
    });
    return (await Promise.all(lines)).join('\n');
  } catch (error) {
    return `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/**
 * Looks at the folder again and again, and calls when it no longer stands as it did at `start` or at the last
 * call. `call` never rejects; a change during a call leads to one more. Returns how to stop.
 */
export function watchFolder(folder: string, start: string, call: () => Promise<void>): () => void {
  let [called, seen, changedAt] = [start, start, 0];
  let stopped = false;
  let timer: NodeJS.Timeout;

  const look = async () => {
    const now = await standOf(folder);
    const quiet = now === seen;
    if (!quiet && seen === called) changedAt = Date.now();
    seen = now;
    if (stopped || now === called || !(quiet || Date.now() - changedAt >= LONGEST_WAIT_MS)) return;
    called = now;
    await call();
  };
  const lookLater = () => {
    timer = setTimeout(
      () => void look().then(() => stopped || lookLater()),
      seen === called ? LOOK_EVERY_MS : QUIET_MS,
    ).unref();
  };
  lookLater();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
