import { setTimeout as sleep } from 'node:timers/promises';
import type { ReceivedEvent } from './channel.ts';
import type { ClosedChannel, OpenChannel } from './channels.ts';
import type { Log } from './log.ts';
import { onDuty } from './on-duty.ts';
import type { Post } from './post.ts';
import type { Store } from './store.ts';

export interface StartParts {
  readonly post: Post;
  readonly store: Pick<Store, 'isOnDuty' | 'leaveDuty'>;
  readonly log: Log;
  /** Tells the operator which channels are on, a line each. */
  readonly announce: (line: string) => void;
}

export interface Started {
  /** Why channels hear nothing, a sentence each. */
  readonly deaf: ReadonlyMap<string, string>;
  /** Stops listening; resolves when nothing more is taken. */
  readonly stop: () => Promise<void>;
}

/** A token that is refused now may be good again in a minute. */
const AGAIN_MS = 60_000;

/**
 * Says of each channel whether it is on and why, checks its token, and listens where the platform does not call: one
 * process of all on the store.
 */
export function startChannels(all: readonly (OpenChannel | ClosedChannel)[], parts: StartParts): Started {
  const deaf = new Map<string, string>();
  const end = new AbortController();
  const heard = all.map((one) =>
    'off' in one ? parts.announce(`${one.title}: off (${one.off})`) : start(one, parts, deaf, end.signal),
  );
  return {
    deaf,
    stop: async () => {
      end.abort();
      await Promise.all(heard);
    },
  };
}

async function start(
  { title, channel, bot, comes, warning, listen }: OpenChannel,
  { post, store, log, announce }: StartParts,
  deaf: Map<string, string>,
  signal: AbortSignal,
): Promise<void> {
  if (warning !== undefined) log.warn({ channel: channel.name, warning }, 'channel.warning');
  try {
    announce(`${title}: on as ${await channel.check()}; ${comes}`);
  } catch (error) {
    const reason = (error as Error).message;
    announce(`${title}: on, but it could not be checked: ${reason}`);
    log.error({ channel: channel.name, reason }, 'channel.unchecked');
  }
  while (listen && !signal.aborted) {
    deaf.delete(channel.name);
    const accept = (events: readonly ReceivedEvent[]) => post.accept(channel, bot, events);
    const deafness = await onDuty(store, `hear ${channel.name}`, signal, (lost) =>
      listen({ accept, signal: lost, log }),
    );
    if (!deafness) return;
    deaf.set(channel.name, `${title} is not heard: ${deafness.reason}`);
    if (deafness.isFinal) return;
    await sleep(AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
}
