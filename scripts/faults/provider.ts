import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createUpdates, type Updates } from './updates.ts';

/** A call of a platform's API that was answered with success: a citizen has seen it. */
export interface Seen {
  readonly channel: 'telegram' | 'messenger';
  readonly conversation: string;
  readonly text: string;
  /** Which message of Telegram's was edited, where nothing was said. */
  readonly edited: number | undefined;
  /** Which server called: the name it was given in the address of the platforms; '' for none. */
  readonly by: string;
  readonly at: number;
}

/** What meets a call instead of success; `unanswered` carries it out and never says so. */
export type Trouble =
  | { readonly status: number; readonly body: object | string; readonly carriesOut?: boolean }
  | 'reset'
  | 'reset-mid-body'
  | 'unanswered';

export interface Provider {
  readonly url: string;
  /** The platforms' address for one of several servers: it tells whose calls are whose. */
  readonly urlFor: (name: string) => string;
  readonly seen: readonly Seen[];
  /** What Telegram's bot is asked for where it is not called. */
  readonly updates: Pick<Updates, 'add' | 'polls' | 'conflicts' | 'left'>;
  /** Asked for each answer that is to be shown; undefined: it goes well. */
  readonly meet: (trouble: (call: Seen) => Trouble | undefined) => void;
  readonly close: () => Promise<void>;
}

/** Telegram and Meta on a port of this machine: fast, forgiving, and with a memory for every answer that was shown. */
export async function startProvider(): Promise<Provider> {
  const seen: Seen[] = [];
  const updates = createUpdates();
  let trouble: (call: Seen) => Trouble | undefined = () => undefined;
  const server = createServer(async (request, response) => {
    const [, by = '', path = ''] = /^(?:\/by-([^/]+))?(.*)$/.exec(request.url ?? '') ?? [];
    const body = await bodyOf(request);
    if (path.endsWith('/getUpdates')) return updates.answer(by, body, response);
    const call = callIn(path, body, by);
    if (call.shown === undefined) return say(response, 200, call.answer);
    const met = trouble(call.shown);
    if (met === undefined || met === 'unanswered' || (typeof met === 'object' && met.carriesOut))
      seen.push(call.shown);
    if (met === undefined) return say(response, 200, call.answer);
    befall(met, response);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    urlFor: (name) => `${url}/by-${name}/`,
    seen,
    updates,
    meet: (next) => {
      trouble = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function befall(trouble: Trouble, response: ServerResponse): void {
  if (trouble === 'unanswered') return;
  if (trouble === 'reset') return void response.destroy();
  if (trouble === 'reset-mid-body') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 500 });
    response.write('{"ok":', () => response.destroy());
    return;
  }
  say(response, trouble.status, trouble.body);
}

const say = (response: ServerResponse, status: number, body: object | string): void =>
  void response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(typeof body === 'string' ? body : JSON.stringify(body));

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : JSON.parse(text);
}

interface ApiCall {
  readonly answer: object;
  /** Undefined: a question or a sign, which nobody reads later. */
  readonly shown: Seen | undefined;
}

function callIn(path: string, body: Record<string, unknown>, by: string): ApiCall {
  const method = /^\/bot[^/]+\/(\w+)$/.exec(path)?.[1];
  return method === undefined ? ofMeta(body, by) : ofTelegram(method, body, by);
}

function ofTelegram(method: string, body: Record<string, unknown>, by: string): ApiCall {
  if (method === 'getMe') {
    const me = { id: 1, is_bot: true, first_name: 'Villager', username: 'SmartVillagerBot' };
    return { answer: { ok: true, result: me }, shown: undefined };
  }
  const isMark = method === 'editMessageReplyMarkup';
  const shown: Seen = {
    channel: 'telegram',
    conversation: String(body['chat_id']),
    text: String(body['text'] ?? ''),
    edited: isMark ? Number(body['message_id']) : undefined,
    by,
    at: performance.now(),
  };
  return {
    answer: { ok: true, result: true },
    shown: isMark || method === 'sendMessage' ? shown : undefined,
  };
}

function ofMeta(body: Record<string, unknown>, by: string): ApiCall {
  const { recipient, message } = body as {
    readonly recipient?: { readonly id: string };
    readonly message?: { readonly text?: string };
  };
  if (!recipient || !message) return { answer: { name: 'The Office', id: '100' }, shown: undefined };
  const shown: Seen = {
    channel: 'messenger',
    conversation: recipient.id,
    // A template holds its text deeper; whoever looks for a word finds it all the same.
    text: message.text ?? JSON.stringify(message),
    edited: undefined,
    by,
    at: performance.now(),
  };
  return { answer: { recipient_id: recipient.id, message_id: `m_${performance.now()}` }, shown };
}
