import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from './store.ts';

const LOOK_EVERY_MS = 1_000;

/**
 * Does something that only one process may do, as long as this one is on duty: waits for the duty, acts, and ends the
 * act when the duty is lost. Resolves with what the act came to, or with undefined when the signal has ended it.
 */
export async function onDuty<Result>(
  store: Pick<Store, 'isOnDuty' | 'leaveDuty'>,
  duty: string,
  signal: AbortSignal,
  act: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | undefined> {
  /** A store that does not answer has nobody on duty. */
  const isOnDuty = () => store.isOnDuty(duty).catch(() => false);
  while (!signal.aborted) {
    if (await isOnDuty()) {
      const lost = new AbortController();
      const timer = setInterval(() => void isOnDuty().then((is) => is || lost.abort()), LOOK_EVERY_MS);
      const result = await act(AbortSignal.any([signal, lost.signal]));
      clearInterval(timer);
      // What an act comes to because somebody else is on duty by now is no fault of ours; that may show in a moment.
      const wasStill = await isOnDuty();
      if (result !== undefined) await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
      const isStill = wasStill && (await isOnDuty());
      await store.leaveDuty(duty).catch(() => undefined);
      if (isStill) return result;
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}
