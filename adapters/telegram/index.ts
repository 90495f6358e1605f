import { z } from 'zod';
import type {
  Call,
  Deafness,
  Delivery,
  ReceivedEvent,
  SendFailure,
  WebhookChannel,
  WebhookRequest,
} from '../channel.ts';
import { ask, type CallApi, createClient } from './client.ts';
import { decode, type Pressed } from './decode.ts';
import { plain } from './html.ts';
import { LIMITS } from './limits.ts';
import { type Polling, poll } from './polling.ts';
import { render } from './render.ts';
import { carriesSecret } from './secret.ts';
import { Update } from './update.ts';

export interface TelegramOptions {
  readonly token: string;
  /** What Telegram shows with every webhook; without it every webhook is refused, and `poll` asks for the updates. */
  readonly secret?: string | undefined;
  readonly apiRoot: string;
  readonly now: () => Date;
}

export interface TelegramChannel extends WebhookChannel {
  /** For a bot without a public address: asks for updates until the signal ends it, or a reason to stop is found. */
  readonly poll: (polling: Polling) => Promise<Deafness | undefined>;
}

const PATH = '/webhooks/telegram';

/** Telegram as a channel: called by its webhook, or asking for updates. */
export function telegram({ token, secret, apiRoot, now }: TelegramOptions): TelegramChannel {
  const call = createClient({ token, apiRoot });
  let botName: string | undefined;
  const hear = (update: Update) => decode(update, { now: now(), botName });
  return {
    name: 'telegram',
    path: PATH,
    callsPerSecond: LIMITS.callsPerSecond,
    receive: (request) => receive(request, secret, hear),
    render,
    send: (answer) => send(call, answer),
    notice: (event) => notice(call, event),
    typing: (event) => typing(call, event),
    check: async () => {
      botName = (await ask(call, Me, 'getMe')).username;
      return `@${botName}`;
    },
    poll: (polling) => poll({ call, decode: hear }, polling),
  };
}

const Me = z.object({ username: z.string() });

function receive(
  { headers, body }: WebhookRequest,
  secret: string | undefined,
  hear: (update: Update) => readonly ReceivedEvent[],
): Delivery {
  if (secret === undefined || !carriesSecret(headers['x-telegram-bot-api-secret-token'], secret))
    return { refused: 401, reason: 'the secret token of Telegram is missing or wrong' };
  const { data: update } = Update.safeParse(json(body));
  return update
    ? { events: hear(update) }
    : { refused: 400, reason: 'the body is not an update of Telegram' };
}

function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Refusals that say that there is nothing left to do. */
const DONE = ['telegram-not-modified', 'telegram-query-too-old'];

/** Telegram refuses HTML that it cannot read; the citizen gets the words without it. */
async function send(call: CallApi, { method, body }: Call): Promise<void> {
  await call(method, body).catch((failure: SendFailure) => {
    if (DONE.includes(failure.reason)) return undefined;
    if (failure.reason === 'telegram-entities') return call(method, withoutHtml(body));
    throw failure;
  });
}

const withoutHtml = ({ parse_mode: _html, text, ...rest }: Call['body']): Call['body'] => ({
  ...rest,
  text: plain(String(text)),
});

/** A sign that comes late is no sign. */
const NOTICE_MS = 3_000;

/** The button that was pressed stops spinning. */
async function notice(call: CallApi, { activity }: ReceivedEvent): Promise<void> {
  const { query } = (activity.channelData ?? {}) as Partial<Pressed>;
  if (query === undefined) return;
  await call('answerCallbackQuery', { callback_query_id: query }, { timeoutMs: NOTICE_MS }).catch(ignored);
}

async function typing(call: CallApi, { conversation }: ReceivedEvent): Promise<void> {
  const body = { chat_id: conversation, action: 'typing' };
  await call('sendChatAction', body, { timeoutMs: NOTICE_MS }).catch(ignored);
}

/** A sign that does not arrive is worth no second try. */
const ignored = () => undefined;
