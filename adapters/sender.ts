import { setTimeout as sleep } from 'node:timers/promises';
import { createAlarm } from './alarm.ts';
import { createBreaker } from './breaker.ts';
import { type Channel, SendFailure } from './channel.ts';
import { createPace } from './pace.ts';
import type { ClaimedCall, Store } from './store/store.ts';

export interface SenderParts {
  readonly channel: Pick<Channel, 'name' | 'callsPerSecond' | 'send' | 'check'>;
  readonly store: Pick<Store, 'claimCalls' | 'sent' | 'retryCall' | 'killCall'>;
  /** Milliseconds UTC. */
  readonly now: () => number;
  readonly log: SenderLog;
  readonly observe?: (call: {
    readonly channel: string;
    readonly ms: number;
    readonly outcome: CallOutcome;
  }) => void;
}
/** `again`: it will be tried again; anything else is final, and dead letters carry their reason. */
export type CallOutcome = 'sent' | 'again' | 'dead';
interface SenderLog {
  readonly info: (fields: object, event: string) => void;
  readonly warn: (fields: object, event: string) => void;
  readonly error: (fields: object, event: string) => void;
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
/** Whoever asked so long ago does not wait for the answer any more. */
export const EXPIRES_MS = 15 * 60_000;
const TRIES = 10;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 60_000;
/** How often a locked-out bot asks whether it may work again. */
const PROBE_MS = 60_000;
const WRITE_AGAIN_MS = 1_000;

/** A moment between nothing and what doubles with every try ("full jitter"): those who failed together come back apart. */
const retryAfter = (attempts: number): number =>
  Math.random() * Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempts);

/** Sends the calls of one channel: in order per conversation, within the platform's rate, each until it is sent or dead. */
export function createSender({ channel, store, now, log, observe = () => {} }: SenderParts): Sender {
  const { name } = channel;
  const monotonic = () => performance.now();
  const pace = createPace(channel.callsPerSecond, monotonic);
  const breaker = createBreaker(monotonic);
  const onTheirWay = new Set<Promise<void>>();
  let lockedOut: string | undefined;
  let probedAt = 0;
  let isStopping = false;
  let claiming: Promise<void> | undefined;
  let isWanted = false;
  const alarm = createAlarm(() => wake());

  function wake(): void {
    isWanted = true;
    if (isStopping || claiming) return;
    isWanted = false;
    claiming = claim()
      .catch((error: unknown) => {
        log.error({ channel: name, err: error }, 'sender.failed');
        alarm.within(1_000);
      })
      .finally(() => {
        claiming = undefined;
        if (isWanted) wake();
      });
  }

  async function claim(): Promise<void> {
    if (lockedOut !== undefined && !(await isFreed())) return alarm.within(PROBE_MS);
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
    const outcome = await settled(call);
    observe({ channel: name, ms: performance.now() - start, outcome });
  }

  const pointlessBecause = ({ writtenAt, unclear, call }: ClaimedCall): string | undefined =>
    now() - writtenAt > EXPIRES_MS ? 'expired' : unclear && call.kind === 'prompt' ? 'unclear' : undefined;

  async function settled(call: ClaimedCall): Promise<CallOutcome> {
    const pointless = pointlessBecause(call);
    if (pointless !== undefined) {
      if (breaker.isOpen()) breaker.unused();
      return dead(call, pointless);
    }
    try {
      await channel.send(call.call);
    } catch (error) {
      return failed(call, asFailure(error));
    }
    breaker.succeeded();
    await written(() => store.sent(call));
    return 'sent';
  }

  /**
   * What has become of a call is written down, however long the store is away: it must not be sent again. A process
   * that ends before finds the call marked as on its way.
   */
  async function written(write: () => Promise<void>): Promise<void> {
    while (true) {
      try {
        return await write();
      } catch (error) {
        log.error({ channel: name, err: error }, 'sender.not-written');
        if (isStopping) return;
        await sleep(WRITE_AGAIN_MS);
      }
    }
  }

  async function failed(call: ClaimedCall, failure: SendFailure): Promise<CallOutcome> {
    const { verdict, reason, unclear } = failure;
    log.warn({ channel: name, verdict, reason, attempts: call.attempts + 1 }, 'call.failed');
    if (verdict === 'again') breaker.failed();
    else breaker.succeeded(); // it answered: it is there
    switch (verdict) {
      case 'never':
        return dead(call, reason);
      case 'unreachable':
        return dead(call, reason, true);
      case 'stopped':
        lockOut(failure);
        return again(call, 0);
      case 'later':
        pace.pause(failure.afterMs ?? FIRST_RETRY_MS);
        return again(call, 0);
      case 'again':
        if (unclear && call.call.kind === 'prompt') return dead(call, 'unclear');
        return call.attempts + 1 >= TRIES ? dead(call, reason) : again(call, retryAfter(call.attempts));
    }
  }

  async function again(call: ClaimedCall, afterMs: number): Promise<CallOutcome> {
    await written(() => store.retryCall(call, afterMs));
    alarm.within(afterMs);
    return 'again';
  }

  async function dead(call: ClaimedCall, reason: string, whole = false): Promise<CallOutcome> {
    await written(() => store.killCall(call, reason, now(), whole));
    return 'dead';
  }

  function lockOut({ reason, message }: SendFailure): void {
    if (lockedOut === undefined) log.error({ channel: name, reason }, 'channel.stopped');
    lockedOut = message;
    probedAt = monotonic();
  }

  /** Whoever is locked out asks again from time to time, without a citizen's message. */
  async function isFreed(): Promise<boolean> {
    if (monotonic() - probedAt < PROBE_MS) return false;
    probedAt = monotonic();
    try {
      await channel.check();
    } catch {
      return false; // still so: the trouble is told, and asked about again in a minute
    }
    lockedOut = undefined;
    log.info({ channel: name }, 'channel.resumed');
    return true;
  }

  return {
    wake,
    trouble: () =>
      lockedOut ??
      (breaker.isOpen() ? `${name} does not answer: answers wait, and are tried again` : undefined),
    stop: async () => {
      isStopping = true;
      alarm.stop();
      await claiming; // what it has claimed is marked as on its way, and has to go there
      await Promise.allSettled(onTheirWay);
    },
  };
}

/** A channel promises to reject with `SendFailure` alone; should it not, the fault is ours and the call is not lost. */
const asFailure = (error: unknown): SendFailure =>
  error instanceof SendFailure
    ? error
    : new SendFailure('again', 'fault', 'the channel failed by itself', { cause: error });
