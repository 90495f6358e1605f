import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from './contents.ts';

const LOOK_EVERY_MS = 50;

/** Resolves when nothing waits in the database of running servers any more; rejects when that takes too long. */
export async function settled(database: Pick<Database, 'open'>, mostMs = 60_000): Promise<void> {
  const end = performance.now() + mostMs;
  while (true) {
    const open = await database.open();
    if (open === 0) return;
    if (performance.now() > end)
      throw new Error(`${open} events and calls are still open after ${mostMs} ms`);
    await sleep(LOOK_EVERY_MS);
  }
}
