import { setTimeout as sleep } from 'node:timers/promises';
import { createAlarm } from './alarm.ts';
import { createBreaker } from './breaker.ts';
import type { Channel } from './channel.ts';
import { asFailure, type Fate, fateOf, LATER_MS, pointless } from './fate.ts';
import { createLockOut, PROBE_MS } from './lock-out.ts';
import type { Log } from './log.ts';
import { createPace } from './pace.ts';
import type { ClaimedCall, Store } from './store.ts';

export interface SenderParts {
  readonly channel: Pick<Channel, 'name' | 'callsPerSecond' | 'send' | 'check'>;
  readonly store: Pick<Store, 'claimCalls' | 'sent' | 'retryCall' | 'killCall' | 'isOnDuty' | 'leaveDuty'>;
  /** Milliseconds UTC. */
  readonly now: () => number;
  readonly log: Log;
  readonly observe?: (call: {
    readonly channel: string;
    readonly ms: number;
    readonly outcome: Fate['kind'];
  }) => void;
}

export interface Sender {
  /** There may be calls to send. */
  readonly wake: () => void;
  /** Why nothing is sent at all just now; undefined: nothing hinders. */
  readonly trouble: () => string | undefined;
  /** Starts no more calls; resolves when those on their way have ended. */
  readonly stop: () => Promise<void>;
}

const IN_FLIGHT = 48;
const WRITE_AGAIN_MS = 1_000;

/**
 * Sends the calls of one channel: in order per conversation, within the platform's rate, each until it is sent or dead.
 * The rate is the token's: of several processes on the store one sends.
 */
export function createSender({ channel, store, now, log, observe = () => {} }: SenderParts): Sender {
  const { name } = channel;
  const duty = `send ${name}`;
  const monotonic = () => performance.now();
  const pace = createPace(channel.callsPerSecond, monotonic);
  const breaker = createBreaker(monotonic);
  const onTheirWay = new Set<Promise<void>>();
  const lockOut = createLockOut(channel, log, monotonic);
  let refused: { readonly conversation: string; readonly until: number } | undefined;
  let isStopping = false;
  let claiming: Promise<void> | undefined;
  let isWanted = false;
  let isFailing = false;
  const alarm = createAlarm(() => wake());

  function wake(): void {
    isWanted = true;
    if (isStopping || claiming) return;
    isWanted = false;
    claiming = claim()
      .catch((error: unknown) => {
        if (!isFailing) log.error({ channel: name, err: error }, 'sender.failed');
        isFailing = true;
        alarm.within(1_000);
      })
      .finally(() => {
        claiming = undefined;
        if (isWanted) wake();
      });
  }

  async function claim(): Promise<void> {
    const isMine = await store.isOnDuty(duty);
    isFailing = false;
    if (!isMine) return;
    if (lockOut.trouble() !== undefined && !(await lockOut.isFreed())) return alarm.within(PROBE_MS);
    const room = Math.min(IN_FLIGHT - onTheirWay.size, pace.free());
    if (room <= 0) return onTheirWay.size < IN_FLIGHT ? alarm.within(pace.wait()) : undefined;
    if (!breaker.allows()) return alarm.within(1_000);
    const calls = await store.claimCalls(name, breaker.isOpen() ? 1 : room);
    if (calls.length === 0 && breaker.isOpen()) breaker.unused();
    pace.spend(calls.length);
    for (const call of calls) {
      const delivery = deliver(call).finally(() => {
        onTheirWay.delete(delivery);
        wake();
      });
      onTheirWay.add(delivery);
    }
    if (calls.length === room) alarm.within(pace.wait());
  }

  async function deliver(call: ClaimedCall): Promise<void> {
    const start = performance.now();
    const unsent = pointless(call, now());
    if (unsent && breaker.isOpen()) breaker.unused();
    const fate = unsent ?? (await attempted(call));
    await written(call, fate);
    observe({ channel: name, ms: performance.now() - start, outcome: fate.kind });
  }

  async function attempted(call: ClaimedCall): Promise<Fate> {
    try {
      await channel.send(call.call);
      breaker.succeeded();
      return { kind: 'sent' };
    } catch (error) {
      const failure = asFailure(error);
      const { verdict, reason, afterMs = LATER_MS } = failure;
      log.warn({ channel: name, verdict, reason, attempts: call.attempts + 1 }, 'call.failed');
      if (verdict === 'again') breaker.failed();
      else breaker.succeeded(); // it answered: it is there
      if (verdict === 'stopped') lockOut.lock(failure);
      if (verdict === 'later') restAfter(call, afterMs);
      return fateOf(call, failure);
    }
  }

  /**
   * "Later" may be meant for one chat, which a single citizen can bring about, or for the whole bot: only when a
   * second conversation hears it meanwhile does everybody wait.
   */
  function restAfter({ conversation }: ClaimedCall, afterMs: number): void {
    const now = monotonic();
    if (refused !== undefined && refused.conversation !== conversation && refused.until > now)
      pace.pause(afterMs);
    refused = { conversation, until: now + afterMs };
  }

  /**
   * What has become of a call is written down, however long the store is away: it must not be sent again. A process
   * that ends before finds the call marked as on its way.
   */
  async function written(call: ClaimedCall, fate: Fate): Promise<void> {
    while (true) {
      try {
        await write(call, fate);
        return fate.kind === 'again' ? alarm.within(fate.afterMs) : undefined;
      } catch (error) {
        log.error({ channel: name, err: error }, 'sender.not-written');
        if (isStopping) return;
        await sleep(WRITE_AGAIN_MS);
      }
    }
  }

  function write(call: ClaimedCall, fate: Fate): Promise<void> {
    switch (fate.kind) {
      case 'sent':
        return store.sent(call);
      case 'again':
        return store.retryCall(call, fate.afterMs);
      case 'dead':
        return store.killCall(call, fate.reason, now(), fate.whole);
    }
  }

  return {
    wake,
    trouble: () =>
      lockOut.trouble() ??
      (breaker.isOpen() ? `${name} does not answer: answers wait, and are tried again` : undefined),
    stop: async () => {
      isStopping = true;
      alarm.stop();
      await claiming; // what it has claimed is marked as on its way, and has to go there
      await Promise.allSettled(onTheirWay);
      await store.leaveDuty(duty).catch(() => undefined); // a store that is away takes the duty by itself
    },
  };
}
