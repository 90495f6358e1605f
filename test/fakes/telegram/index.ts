import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answer, createFaults, type Fault, happens } from './faults.ts';
import { messageMethods } from './messages.ts';
import { paramsOf } from './params.ts';
import { profileMethods } from './profile.ts';
import { createQueue } from './queue.ts';
import { Refusal } from './refusal.ts';
import { bot, type Call, createState, type Params, type State } from './state.ts';
import { createUsers } from './users.ts';
import { createWebhook, type WebhookOptions } from './webhook.ts';

export interface FakeOptions extends Partial<WebhookOptions> {
  readonly token?: string;
  readonly username?: string;
  readonly port?: number;
  readonly now?: () => number;
}

type Method = (state: State, params: Params, gone: AbortSignal) => unknown;
export type FakeTelegram = Awaited<ReturnType<typeof startTelegram>>;

const ANY_TOKEN = '7000000001:AAFakeTokenOfTheStrictImitation_0123';

/**
 * A strict imitation of the Bot API on a port of this machine: it refuses what Telegram refuses, in Telegram's words,
 * keeps every call, and lets faults happen. `user…` is what people do, `messages` what they see.
 */
export async function startTelegram(options: FakeOptions = {}) {
  const { token = ANY_TOKEN, username = 'SmartVillagerBot', port = 0, now = Date.now } = options;
  const { tunnel = (url) => url, redeliverMs = (attempt) => Math.min(2 ** attempt, 60) * 1000 } = options;
  const state = createState(token, username, now);
  const queue = createQueue();
  const webhook = createWebhook(state, queue, { tunnel, redeliverMs });
  const faults = createFaults();
  const methods = methodsOf(queue, webhook);
  const server = createServer(
    (request, response) => void carryOut(state, methods, faults, request, response),
  );
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const add = (part: Parameters<typeof queue.add>[0]) => {
    const update = queue.add(part);
    void webhook.deliver();
    return update;
  };
  return {
    token,
    username,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...createUsers(state, { add }),
    ...looks(state),
    /** How the webhook answered, in order. */
    delivered: webhook.delivered,
    fault: (fault: Fault) => void faults.add(fault),
    close: () =>
      new Promise<void>((resolve) => {
        webhook.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What can be seen from outside: the calls, and the chats as citizens see them. */
const looks = (state: State) => ({
  calls: state.calls as readonly Call[],
  callsOf: (method: string): readonly Call[] => state.calls.filter((call) => call.method === method),
  chats: () => [...state.chats.keys()],
  messages: (id: number) => state.chats.get(id)?.messages ?? [],
  replyKeyboard: (id: number) => state.chats.get(id)?.replyKeyboard,
  webhook: () => state.webhook,
  /** The name, description, … or commands, as a phone in this language shows them. */
  profile: (field: string, language = '') =>
    state.profile.get(`${field}:${language}`) ?? state.profile.get(`${field}:`),
});

function methodsOf(
  queue: ReturnType<typeof createQueue>,
  webhook: ReturnType<typeof createWebhook>,
): ReadonlyMap<string, Method> {
  const ofWebhook = Object.entries(webhook.methods).map(([name, method]): [string, Method] => [
    name,
    (_state, params) => method(params),
  ]);
  const getUpdates: Method = ({ webhook: set }, params, gone) => {
    if (!set) return queue.fetch(params, gone);
    const why =
      "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
    throw new Refusal(409, `Conflict: ${why}`);
  };
  return new Map<string, Method>([
    ...Object.entries(messageMethods),
    ...Object.entries(profileMethods),
    ...ofWebhook,
    ['getUpdates', getUpdates],
    ['getMe', bot],
  ]);
}

async function carryOut(
  state: State,
  methods: ReadonlyMap<string, Method>,
  faults: ReturnType<typeof createFaults>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const address = new URL(request.url ?? '/', 'http://localhost');
  const [, token, name = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(address.pathname) ?? [];
  let call: Call | undefined;
  try {
    const params = await paramsOf(request, address);
    if (token === undefined) throw new Refusal(404, 'Not Found');
    if (token !== state.token) throw new Refusal(401, 'Unauthorized');
    call = { method: name, params };
    state.calls.push(call);
    const fault = faults.next(name);
    if (fault) call.why = `met the fault ${fault.kind}`;
    if (fault && (await happens(fault, response))) return;
    const method = methods.get(name);
    if (!method) throw new Refusal(404, 'Not Found: method not found');
    const result = await method(state, params, gone.signal);
    if (fault?.kind === 'resetAfter') response.destroy();
    else answer(response, result);
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal(500, String(error));
    if (call) Object.assign(call, { refused: refusal.code, why: `${refusal.code} ${refusal.message}` });
    answer(response, refusal);
  }
}
