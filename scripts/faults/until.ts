import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves when something is so; rejects with its name when that takes too long. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  mostMs = 30_000,
): Promise<void> {
  const end = performance.now() + mostMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`after ${mostMs} ms still not so: ${what}`);
    await sleep(20);
  }
}

/** A store in which nothing waits. */
export const isIdle = async (store: {
  readonly stats: () => Promise<{ readonly openEvents: number; readonly openCalls: object }>;
}): Promise<boolean> => {
  const { openEvents, openCalls } = await store.stats();
  return openEvents === 0 && Object.keys(openCalls).length === 0;
};
