import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { type Deafness, type ReceivedEvent, SendFailure } from '../channel.ts';
import { fullJitter } from '../jitter.ts';
import type { Log } from '../log.ts';
import { ask, type CallApi } from './client.ts';
import { ALLOWED_UPDATES, Update } from './update.ts';

export interface Polling {
  /** Resolves once the events are durable; only then does Telegram forget them. */
  readonly accept: (events: readonly ReceivedEvent[]) => Promise<unknown>;
  /** Ends the polling at once. */
  readonly signal: AbortSignal;
  readonly log: Pick<Log, 'warn' | 'error'>;
  /** How long to wait after a number of failures in a row; a test waits less. */
  readonly backOffMs?: (failures: number) => number;
}

interface Source {
  readonly call: CallApi;
  readonly decode: (update: Update) => readonly ReceivedEvent[];
}

/** Telegram holds a question open for so long while nothing happens. */
const HOLD_SECONDS = 50;
const ANSWER_MS = (HOLD_SECONDS + 10) * 1000;
const Updates = z.array(Update);

/**
 * What Telegram says when the settings are at odds with it. That somebody else asks is not final: it may be one of us
 * who has not noticed yet that the duty is another's.
 */
const FINAL = ['telegram-webhook-set'];

/**
 * Asks Telegram for updates until the signal ends it. Resolves with undefined then, and with the reason when it
 * cannot go on: for good where a webhook is set; for now where the token is refused or another program asks with it.
 */
export async function poll({ call, decode }: Source, polling: Polling): Promise<Deafness | undefined> {
  const { accept, signal, log, backOffMs = backOff } = polling;
  let next: number | undefined;
  let failures = 0;
  while (!signal.aborted) {
    try {
      const updates = await updatesFrom(call, next, signal);
      const events = updates.flatMap(decode);
      if (events.length > 0) await accept(events);
      const last = updates.at(-1);
      if (last) next = last.update_id + 1;
      failures = 0;
    } catch (error) {
      if (signal.aborted) break;
      const { stopped, reason, waitMs } = trouble(error);
      if (stopped !== undefined) {
        log.error({ reason, advice: stopped }, 'telegram.polling_stopped');
        return { reason: stopped, isFinal: FINAL.includes(reason) };
      }
      failures += 1;
      log.warn({ reason, failures }, 'telegram.polling_again');
      await pause(waitMs ?? backOffMs(failures), undefined, { signal }).catch(() => undefined);
    }
  }
  return undefined;
}

function updatesFrom(call: CallApi, offset: number | undefined, signal: AbortSignal): Promise<Update[]> {
  const body = { timeout: HOLD_SECONDS, allowed_updates: ALLOWED_UPDATES, ...(offset ? { offset } : {}) };
  return ask(call, Updates, 'getUpdates', body, { signal, timeoutMs: ANSWER_MS });
}

/** What a failure means for polling; what is not Telegram's is ours: the events could not be kept. */
function trouble(error: unknown): { reason: string; stopped?: string; waitMs?: number | undefined } {
  if (!(error instanceof SendFailure)) return { reason: 'not-accepted' };
  const { verdict, reason, message, afterMs } = error;
  return verdict === 'stopped' ? { reason, stopped: message } : { reason, waitMs: afterMs };
}

const FIRST_MS = 500;
const MOST_MS = 60_000;

const backOff = (failures: number): number => fullJitter(failures, FIRST_MS, MOST_MS);
