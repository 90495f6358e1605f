import { Agent as PlainAgent } from 'node:http';
import { Agent } from 'node:https';
import { Telegram } from 'telegraf';
import type { z } from 'zod';
import { SendFailure } from '../channel.ts';
import { failureOf } from './failures.ts';

/** Telegraf waits 500 s by itself; nobody waits that long for an answer. */
const TIMEOUT_MS = 10_000;

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

/** Calls a method of the Bot API. Rejects with `SendFailure`, and with nothing else. */
export type CallApi = (
  method: string,
  body?: Readonly<Record<string, unknown>>,
  options?: CallOptions,
) => Promise<unknown>;

/** The Bot API of one bot, over connections that are kept open. */
export function createClient({
  token,
  apiRoot,
}: {
  readonly token: string;
  readonly apiRoot: string;
}): CallApi {
  const telegram = new Telegram(token, {
    apiRoot,
    webhookReply: false,
    agent: new Agent({ keepAlive: true }),
  });
  // telegraf takes the agent away where a Bot API server of one's own is spoken to without encryption.
  if (apiRoot.startsWith('http:'))
    Object.assign(telegram.options, { agent: new PlainAgent({ keepAlive: true }) });
  return async (method, body = {}, { signal, timeoutMs = TIMEOUT_MS } = {}) => {
    const limit = AbortSignal.timeout(timeoutMs);
    try {
      // telegraf types the methods of 2024 and a shim of AbortSignal; ours come as data.
      return await telegram.callApi(method as 'getMe', body, {
        signal: (signal ? AbortSignal.any([signal, limit]) : limit) as never,
      });
    } catch (error) {
      throw failureOf(method, error);
    }
  };
}

/** Calls a method whose answer matters: read by its schema, or it was none. */
export async function ask<Answer>(
  call: CallApi,
  schema: z.ZodType<Answer>,
  ...[method, body, options]: Parameters<CallApi>
): Promise<Answer> {
  const { success, data } = schema.safeParse(await call(method, body, options));
  if (success) return data;
  throw new SendFailure(
    'again',
    'telegram-garbled',
    `telegram: ${method} gave an answer of an unknown shape`,
  );
}
