import { SendFailure } from './channel.ts';
import { fullJitter } from './jitter.ts';
import type { ClaimedCall } from './store.ts';

/** What becomes of a call: it has been sent, is tried again, or never will be sent. */
export type Fate =
  | { readonly kind: 'sent' }
  | { readonly kind: 'again'; readonly afterMs: number }
  | { readonly kind: 'dead'; readonly reason: string; readonly whole?: true };

/** Whoever asked so long ago does not wait for the answer any more. */
export const EXPIRES_MS = 15 * 60_000;
const TRIES = 10;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 60_000;
/** How long to wait when a platform says "later" and not when. */
export const LATER_MS = 500;

/** Why a call is better not made at all; undefined: it is worth a try. */
export function pointless({ writtenAt, unclear, call }: ClaimedCall, now: number): Fate | undefined {
  if (now - writtenAt > EXPIRES_MS) return { kind: 'dead', reason: 'expired' };
  return unclear && call.kind === 'prompt' ? { kind: 'dead', reason: 'unclear' } : undefined;
}

/** What becomes of a call that failed. One that may have arrived is sent again when it is an answer, never when it is a prompt. */
export function fateOf({ attempts, call }: ClaimedCall, failure: SendFailure): Fate {
  const { verdict, reason, unclear, afterMs = LATER_MS } = failure;
  switch (verdict) {
    case 'never':
      return { kind: 'dead', reason };
    case 'unreachable':
      return { kind: 'dead', reason, whole: true };
    case 'stopped':
      return { kind: 'again', afterMs: 0 }; // the whole channel waits
    case 'later':
      return { kind: 'again', afterMs };
    case 'again':
      if (unclear && call.kind === 'prompt') return { kind: 'dead', reason: 'unclear' };
      return attempts + 1 >= TRIES
        ? { kind: 'dead', reason }
        : { kind: 'again', afterMs: fullJitter(attempts, FIRST_RETRY_MS, LONGEST_RETRY_MS) };
  }
}

/** A channel promises to reject with `SendFailure` alone; should it not, the fault is ours and the call is not lost. */
export const asFailure = (error: unknown): SendFailure =>
  error instanceof SendFailure
    ? error
    : new SendFailure('again', 'fault', 'the channel failed by itself', { cause: error });
