import { createHmac } from 'node:crypto';

/** One thing a citizen does. The marker is unique, grows with time, and comes back in what it leads to. */
export interface Event {
  readonly channel: 'telegram' | 'messenger';
  readonly conversation: string;
  readonly marker: number;
  /**
   * - `question`: answered once, and the answer names the marker
   * - `report`: answered once, and kept as one record that names the marker
   * - `press` (Telegram): answered once, and the message numbered by the marker is edited
   */
  readonly kind: 'question' | 'report' | 'press';
  /** When it happened, in milliseconds. */
  readonly at: number;
}

/** A delivery of the platform, signed. */
export interface Delivery {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const SECRETS = {
  TELEGRAM_TOKEN: '7000000001:AAOfTheFaultTests',
  TELEGRAM_WEBHOOK_SECRET: 'webhook-secret-of-the-fault-tests',
  PUBLIC_URL: 'https://villager.example',
  MESSENGER_PAGE_TOKEN: 'EAAofTheFaultTests',
  MESSENGER_APP_SECRET: 'app-secret-of-the-fault-tests',
  MESSENGER_VERIFY_TOKEN: 'verify-token-of-the-fault-tests',
  METRICS_TOKEN: 'metrics-token-of-the-fault-tests',
} as const;

/** Grouped as the answer writes it. */
const GROUPED = new Intl.NumberFormat('en');

/** A sentence that the answer to a question has, and no other answer. */
export const answerTo = ({ marker }: Pick<Event, 'marker'>): string => `${GROUPED.format(marker)} rooms`;

/** The marker that an answer names. */
export const markerIn = (text: string): number | undefined => {
  const found = /([\d,]+) rooms ×/.exec(text)?.[1];
  return found === undefined ? undefined : Number(found.replaceAll(',', ''));
};

/** The marker of a record's text. */
export const reportedIn = (text: string): number | undefined => {
  const found = /\bcase (\d+)\b/.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
};

/** Calls that an event leads to, beside the greeting of its conversation. */
export const callsOf = ({ kind }: Event): number => (kind === 'press' ? 2 : 1);

export const textOf = ({ kind, marker }: Event): string =>
  kind === 'report'
    ? `your price is wrong case ${marker}`
    : `I rent out ${marker} rooms, how much is the licence?`;

/** The events of one channel in one delivery; Telegram delivers one at a time. */
export function deliveryOf(events: readonly Event[], words: (event: Event) => string = textOf): Delivery {
  const [first] = events;
  if (first?.channel === 'telegram') return telegramDelivery(first, words);
  const entry = events.map((event) => ({
    id: '100',
    time: event.at,
    messaging: [
      {
        sender: { id: event.conversation },
        recipient: { id: '100' },
        timestamp: event.at,
        message: { mid: `m_${event.marker}`, text: words(event) },
      },
    ],
  }));
  const body = JSON.stringify({ object: 'page', entry });
  const signature = createHmac('sha256', SECRETS.MESSENGER_APP_SECRET).update(body).digest('hex');
  return {
    path: '/webhooks/messenger',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
    body,
  };
}

function telegramDelivery(event: Event, words: (event: Event) => string): Delivery {
  const { marker, conversation, at } = event;
  const chat = { id: Number(conversation), type: 'private' };
  const from = { id: Number(conversation), is_bot: false, language_code: 'en' };
  const message = { message_id: marker, date: Math.floor(at / 1000), chat };
  const keyboard = [[{ text: 'Passport', callback_data: 's--passport--fee' }]];
  const happened =
    event.kind === 'press'
      ? {
          callback_query: {
            id: String(marker),
            from,
            data: 's--passport--fee',
            message: { ...message, reply_markup: { inline_keyboard: keyboard } },
          },
        }
      : { message: { ...message, from, text: words(event) } };
  return {
    path: '/webhooks/telegram',
    headers: {
      'content-type': 'application/json',
      'x-telegram-bot-api-secret-token': SECRETS.TELEGRAM_WEBHOOK_SECRET,
    },
    body: JSON.stringify({ update_id: marker, ...happened }),
  };
}
