import { setTimeout as sleep } from 'node:timers/promises';
import { openIn } from './inspect.ts';

const LOOK_EVERY_MS = 50;

/** Resolves when nothing waits in the database of a running server any more; rejects when that takes too long. */
export async function settled(database: string, mostMs = 60_000): Promise<void> {
  const end = performance.now() + mostMs;
  while (true) {
    const open = openIn(database);
    if (open === 0) return;
    if (performance.now() > end)
      throw new Error(`${open} events and calls are still open after ${mostMs} ms`);
    await sleep(LOOK_EVERY_MS);
  }
}
