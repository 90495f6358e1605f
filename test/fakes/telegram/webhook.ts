import { setTimeout as pause } from 'node:timers/promises';
import type { Queue, Update } from './queue.ts';
import { badRequest } from './refusal.ts';
import type { Json, Params, State, Webhook } from './state.ts';

export interface WebhookOptions {
  /** Where a public address really is. */
  readonly tunnel: (url: string) => string;
  /** How long Telegram waits before it delivers again what was not answered with 2xx. */
  readonly redeliverMs: (attempt: number) => number;
}

/** How an update was answered: 0 where nobody answered. */
export interface Delivered {
  readonly update: number;
  readonly status: number;
}

/** The webhook of the bot: updates are posted to it one after the other, each until it is answered with 2xx. */
export function createWebhook(state: State, queue: Queue, { tunnel, redeliverMs }: WebhookOptions) {
  const delivered: Delivered[] = [];
  const closing = new AbortController();
  let isDelivering = false;

  async function deliver(): Promise<void> {
    if (isDelivering) return;
    isDelivering = true;
    for (let attempt = 0; queue.pending[0] && state.webhook && !closing.signal.aborted; attempt += 1) {
      const [update] = queue.pending;
      const status = await post(update, state.webhook, tunnel, closing.signal);
      delivered.push({ update: update.update_id, status });
      if (status >= 200 && status < 300) {
        queue.pending.shift();
        attempt = -1;
      } else {
        if (state.webhook) state.webhook.lastError = `Wrong response from the webhook: ${status}`;
        await pause(redeliverMs(attempt), undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
    isDelivering = false;
  }

  const methods = {
    setWebhook(params: Params): true {
      state.webhook = params['url'] ? webhookIn(params, queue) : undefined;
      void deliver();
      return true;
    },
    deleteWebhook(): true {
      state.webhook = undefined;
      return true;
    },
    getWebhookInfo: (): Json => infoOf(state, queue),
  };
  return { delivered, deliver, methods, close: () => closing.abort() };
}

const PORTS = ['', '443', '80', '88', '8443'];

function webhookIn(
  { url, secret_token: secret = '', allowed_updates: kinds }: Params,
  queue: Queue,
): Webhook {
  const address = URL.canParse(String(url)) ? new URL(String(url)) : undefined;
  if (address?.protocol !== 'https:')
    throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  if (!PORTS.includes(address.port))
    throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
  if (String(secret).length > 256) throw badRequest('secret token is too long');
  if (!/^[\w-]*$/.test(String(secret))) throw badRequest('secret token contains unallowed characters');
  return { url: String(url), secret: String(secret), allowed: queue.allow(kinds), lastError: undefined };
}

const infoOf = ({ webhook }: State, { pending }: Queue): Json => ({
  url: webhook?.url ?? '',
  has_custom_certificate: false,
  pending_update_count: pending.length,
  ...(webhook ? { allowed_updates: webhook.allowed } : {}),
  ...(webhook?.lastError ? { last_error_message: webhook.lastError } : {}),
});

async function post(
  update: Update,
  { url, secret }: Webhook,
  tunnel: WebhookOptions['tunnel'],
  signal: AbortSignal,
): Promise<number> {
  const headers = {
    'content-type': 'application/json',
    ...(secret ? { 'x-telegram-bot-api-secret-token': secret } : {}),
  };
  try {
    const response = await fetch(tunnel(url), {
      method: 'POST',
      headers,
      body: JSON.stringify(update),
      signal,
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}
