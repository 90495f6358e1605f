import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { SendFailure } from '../channel.ts';
import { ask, type CallApi } from './client.ts';
import type { Wish } from './profile.ts';
import { ALLOWED_UPDATES } from './update.ts';

/** Where Telegram shall call, and the secret it shows then; undefined: nowhere, the bot asks by itself. */
export type Webhook = { readonly url: string; readonly secret: string } | undefined;

export interface Setup {
  readonly call: CallApi;
  readonly wishes: readonly Wish[];
  readonly webhook: Webhook;
  /** Sets the webhook although it looks the same: Telegram does not show which secret it has. */
  readonly again?: boolean;
  /** Says what differs and leaves it. */
  readonly dryRun?: boolean;
  readonly tell: (line: string) => void;
}

/** One thing that is not as it should be. */
interface Difference {
  readonly what: string;
  readonly method: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Makes Telegram's side of the bot what it should be, and changes only what differs. One refusal does not stop the rest. */
export async function setUp(setup: Setup): Promise<{ readonly differed: number; readonly refused: number }> {
  const { call, dryRun = false, tell } = setup;
  const differences = await differencesIn(setup);
  let refused = 0;
  for (const { what, method, body } of differences) {
    const failure = dryRun ? undefined : await call(method, body).then(nothing, asFailure);
    if (failure) refused += 1;
    tell(
      failure ? `refused: ${what}. ${failure.message}` : `${dryRun ? 'would change' : 'changed'}: ${what}`,
    );
  }
  return { differed: differences.length, refused };
}

const nothing = () => undefined;
const asFailure = (failure: SendFailure) => failure;

async function differencesIn({ call, wishes, webhook, again = false }: Setup): Promise<Difference[]> {
  const found = [await webhookDifference(call, webhook, again)];
  for (const wish of wishes) found.push(await wishDifference(call, wish));
  return found.filter((difference) => difference !== undefined);
}

async function wishDifference(call: CallApi, wish: Wish): Promise<Difference | undefined> {
  const { what, get, set, language, value, read } = wish;
  const present = await ask(call, read, get, language);
  return isDeepStrictEqual(present, value)
    ? undefined
    : { what, method: set, body: { ...language, ...value } };
}

const WebhookInfo = z.object({
  url: z.string(),
  allowed_updates: z.array(z.string()).default([]),
  last_error_message: z.string().default(''),
});

/** Telegram's last error tells where a secret has changed: we have refused it with 401. */
async function webhookDifference(
  call: CallApi,
  webhook: Webhook,
  again: boolean,
): Promise<Difference | undefined> {
  const info = await ask(call, WebhookInfo, 'getWebhookInfo');
  if (!webhook)
    return info.url === ''
      ? undefined
      : {
          what: 'webhook taken away: the bot asks for messages by itself',
          method: 'deleteWebhook',
          body: {},
        };
  const isSame =
    info.url === webhook.url &&
    isDeepStrictEqual([...info.allowed_updates].sort(), [...ALLOWED_UPDATES].sort()) &&
    !info.last_error_message.includes('401');
  const body = { url: webhook.url, secret_token: webhook.secret, allowed_updates: ALLOWED_UPDATES };
  return isSame && !again ? undefined : { what: `webhook ${webhook.url}`, method: 'setWebhook', body };
}

const PORTS = ['', '443', '80', '88', '8443'];

/** The webhook that the settings ask for. Throws a sentence where Telegram could not call it. */
export function webhookOf(
  { secret, publicUrl }: { readonly secret: string | undefined; readonly publicUrl: string | undefined },
  path: string,
): Webhook {
  if (secret === undefined) return undefined;
  if (publicUrl === undefined || !publicUrl.startsWith('https://'))
    throw new Error(
      'TELEGRAM_WEBHOOK_SECRET is set, so Telegram shall call PUBLIC_URL, which must begin with https://. Set PUBLIC_URL to the address that the world sees, or unset TELEGRAM_WEBHOOK_SECRET: the bot then asks for messages by itself.',
    );
  const url = `${publicUrl.replace(/\/+$/, '')}${path}`;
  if (!PORTS.includes(new URL(url).port))
    throw new Error(
      'Telegram calls webhooks on the ports 443, 80, 88 and 8443 only: change that of PUBLIC_URL.',
    );
  return { url, secret };
}
