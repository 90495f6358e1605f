import type { Call, ReceivedEvent } from '../../adapters/channel.ts';
import { messenger } from '../../adapters/messenger/index.ts';
import { telegram } from '../../adapters/telegram/index.ts';
import { SECRETS } from './citizen.ts';

/** Short: a platform that never answers is given up soon. Telegram's own limit is fixed at ten seconds. */
const TIMEOUT_MS = 500;

/** The real channels, with the imitated platforms behind them. */
export const platforms = (url: string) => [
  telegram({ token: SECRETS.TELEGRAM_TOKEN, apiRoot: url, now: () => new Date() }),
  messenger({
    pageToken: SECRETS.MESSENGER_PAGE_TOKEN,
    appSecrets: [SECRETS.MESSENGER_APP_SECRET],
    verifyToken: SECRETS.MESSENGER_VERIFY_TOKEN,
    apiRoot: url,
    graphVersion: 'v25.0',
    now: () => new Date(),
    labels: () => ({ choose: 'Choose' }),
    timeoutMs: TIMEOUT_MS,
  }),
];

/** A message of each platform with this text alone. */
export const say = (channel: string, conversation: string, text: string): Call =>
  channel === 'telegram'
    ? { method: 'sendMessage', body: { chat_id: conversation, text }, kind: 'answer' }
    : {
        method: 'me/messages',
        body: { recipient: { id: conversation }, messaging_type: 'RESPONSE', message: { text } },
        kind: 'answer',
      };

/** A citizen's messages, each written a minute after the one before. */
export const messagesOf = (conversation: string, texts: readonly string[], at: number): ReceivedEvent[] =>
  texts.map((text, index) => ({
    id: `${conversation} ${text}`,
    conversation,
    at: at + index * 60_000,
    activity: { type: 'message', text },
  }));
