import type { Channel, SendFailure } from './channel.ts';

/** A bot that its platform has locked out: a dead token, a restricted page. Nothing is sent until somebody acts. */
export interface LockOut {
  /** What is wrong and what to do; undefined: the bot may work. */
  readonly trouble: () => string | undefined;
  readonly lock: (failure: SendFailure) => void;
  /** Asks the platform from time to time, without a citizen's message, whether the bot may work again. */
  readonly isFreed: () => Promise<boolean>;
}

export const PROBE_MS = 60_000;

/** `now`: milliseconds of a clock that never jumps. */
export function createLockOut(
  { name, check }: Pick<Channel, 'name' | 'check'>,
  log: Readonly<Record<'info' | 'error', (fields: object, event: string) => void>>,
  now: () => number,
): LockOut {
  let trouble: string | undefined;
  let probedAt = 0;
  return {
    trouble: () => trouble,
    lock: ({ reason, message }) => {
      if (trouble === undefined) log.error({ channel: name, reason }, 'channel.stopped');
      trouble = message;
      probedAt = now();
    },
    isFreed: async () => {
      if (now() - probedAt < PROBE_MS) return false;
      probedAt = now();
      try {
        await check();
      } catch {
        return false; // still so: the trouble is told, and asked about again in a minute
      }
      trouble = undefined;
      log.info({ channel: name }, 'channel.resumed');
      return true;
    },
  };
}
