import type { Locale } from '../../bot/index.ts';
import type { ReceivedEvent, WebhookChannel } from '../channel.ts';
import { type Client, createClient } from './client.ts';
import { decode } from './decode.ts';
import { answerHandshake } from './handshake.ts';
import type { Labels } from './labels.ts';
import { LIMITS } from './limits.ts';
import { pageName } from './page.ts';
import { render } from './render.ts';
import { isSigned } from './signature.ts';

export { dataDeletion } from './data-deletion.ts';
export { versionWarning } from './graph-versions.ts';
export { labelsOf } from './labels.ts';
export { openPage } from './page.ts';
export { profileIn } from './profile.ts';
export { appSecretsOf } from './signature.ts';

export interface MessengerOptions {
  readonly pageToken: string;
  /** The valid one first; older ones are still believed while a rotation lasts. */
  readonly appSecrets: readonly string[];
  readonly verifyToken: string;
  readonly apiRoot: string;
  readonly graphVersion: string;
  readonly now: () => Date;
  /** Asked anew for every answer: content is swapped while the server runs. */
  readonly labels: (locale: Locale) => Labels;
  readonly timeoutMs?: number;
  readonly clock?: () => number;
}

/** A citizen waits for the answer, not for the sign that it comes. */
const NOTICE_MS = 2_000;

/** The chats of a Facebook Page. */
export function messenger(options: MessengerOptions): WebhookChannel {
  const { appSecrets, verifyToken, now, labels } = options;
  const client = createClient({ ...options, appSecret: appSecrets[0] ?? '' });
  return {
    name: 'messenger',
    path: '/webhooks/messenger',
    callsPerSecond: LIMITS.callsPerSecond,
    receive: ({ headers, body }) => {
      if (!isSigned(headers['x-hub-signature-256'], body, appSecrets))
        return { refused: 401, reason: 'signature' };
      const told = objectIn(body);
      return told ? { events: decode(told, now()) } : { refused: 400, reason: 'no JSON object' };
    },
    handshake: (query) => answerHandshake(query, verifyToken),
    render: (said, heard) => render(said, heard, labels),
    send: async ({ method, body }) => void (await client.post(method, body)),
    notice: (event) => sign(client, 'mark_seen', event),
    typing: (event) => sign(client, 'typing_on', event),
    check: () => pageName(client),
  };
}

function objectIn(body: Buffer): object | undefined {
  try {
    const told: unknown = JSON.parse(body.toString('utf8'));
    return typeof told === 'object' && told !== null && !Array.isArray(told) ? told : undefined;
  } catch {
    return undefined;
  }
}

async function sign(
  client: Client,
  sender_action: 'mark_seen' | 'typing_on',
  { conversation, activity }: ReceivedEvent,
): Promise<void> {
  // Where a human has taken over neither would be true.
  if (activity.type === 'handoff') return;
  const body = { recipient: { id: conversation }, sender_action };
  await Promise.allSettled([client.post('me/messages', body, NOTICE_MS)]);
}
