import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { World } from './world.ts';

/** An item of `messaging`, and the field that one subscribes to for it. */
export interface Happening {
  readonly field: string;
  readonly item: Readonly<Record<string, unknown>>;
}

/** The body as Meta writes it: what is not ASCII escaped, and slashes too. */
export const rawBody = (body: unknown): Buffer =>
  Buffer.from(
    JSON.stringify(body)
      .replace(/\//g, '\\/')
      .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );

/** The headers of a webhook's request with this body. */
export const signedHeaders = (secret: string, body: Buffer): Record<string, string> => ({
  'content-type': 'application/json',
  'user-agent': 'facebookexternalua',
  'x-hub-signature': `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`,
  'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
});

/** Several happenings as one request: an entry for each. */
export const pageBody = (world: World, happenings: readonly Happening[]): object => ({
  object: 'page',
  entry: happenings
    .filter(({ field }) => world.subscribed.has(field))
    .map(({ item }) => ({
      time: world.options.now().getTime(),
      id: world.options.pageId,
      messaging: [item],
    })),
});

/** Posts a body to the webhook, again while the answer is not 200. Resolves with the last answer's status; 0: nobody there. */
export async function post(world: World, body: unknown): Promise<number> {
  const raw = rawBody(body);
  const { appSecret, redeliveries, redeliverMs } = world.options;
  for (let left = redeliveries; ; left -= 1) {
    const status = await postOnce(world.webhook, raw, signedHeaders(appSecret, raw));
    if (status === 200 || left === 0 || world.webhook === undefined) return status;
    await wait(redeliverMs);
  }
}

async function postOnce(
  webhook: string | undefined,
  body: Buffer,
  headers: Record<string, string>,
): Promise<number> {
  if (webhook === undefined) return 0;
  try {
    const response = await fetch(webhook, { method: 'POST', headers, body: new Uint8Array(body) });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

/** Asks the webhook whether it is ours, as the App Dashboard's "Verify and save" does. */
export async function verify(world: World, challenge: string): Promise<{ status: number; text: string }> {
  const query = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.challenge': challenge,
    'hub.verify_token': world.options.verifyToken,
  });
  const response = await fetch(`${world.webhook}?${query}`);
  return { status: response.status, text: await response.text() };
}
