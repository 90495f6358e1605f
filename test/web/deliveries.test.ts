import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import express from 'express';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ReceivedEvent, WebhookChannel } from '../../adapters/channel.ts';
import { deliveriesFirst } from '../../adapters/http/deliveries.ts';
import { webhooks } from '../../adapters/http/webhooks.ts';

/** A channel whose events are its bodies, and that refuses the word "forged". */
const channel: WebhookChannel = {
  name: 'echo',
  path: '/webhooks/echo',
  callsPerSecond: 1,
  render: () => [],
  send: async () => {},
  check: async () => 'echo',
  receive: ({ body }) =>
    body.includes('forged')
      ? { refused: 401, reason: 'forged' }
      : { events: [{ id: body.toString(), conversation: '1', activity: { type: 'message' } }] },
};

let kept: string[];
let hindrance: string | undefined;
let servers: Server[];
const parts = {
  channels: [channel],
  accept: async (_channel: WebhookChannel, events: readonly ReceivedEvent[]) => {
    if (hindrance !== undefined) throw new Error(hindrance);
    kept.push(...events.map(({ id }) => id));
  },
  log: { warn: () => {} },
};

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The same posts, taken before the app and by the app. */
async function bothWays(path: string, init: RequestInit) {
  const app = express().set('env', 'test').use(webhooks(parts));
  const answers = [];
  for (const listener of [deliveriesFirst(parts, app), app]) {
    const response = await fetch((await listen(listener)) + path, init);
    const { status, headers } = response;
    const text = status < 404 || status === 503 ? await response.text() : '';
    answers.push({ status, text, type: headers.get('content-type'), later: headers.get('retry-after') });
  }
  return answers;
}

beforeEach(() => {
  [kept, hindrance, servers] = [[], undefined, []];
});
afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

test.each([
  ['kept', '/webhooks/echo', { body: 'hello' }, 200],
  ['forged', '/webhooks/echo', { body: 'forged' }, 401],
  ['with a query', '/webhooks/echo?from=here', { body: 'hello' }, 200],
  ['compressed', '/webhooks/echo', { body: gzipSync('hello'), headers: { 'content-encoding': 'gzip' } }, 415],
  ['too long', '/webhooks/echo', { body: 'a'.repeat(2_000_000) }, 413],
  ['elsewhere', '/webhooks/nobody', { body: 'hello' }, 404],
  ['with another method', '/webhooks/echo', { method: 'PUT', body: 'hello' }, 405],
] as const)(
  'a delivery that is %s gets the same answer before the app as by it',
  async (_, path, init, status) => {
    const [first, second] = await bothWays(path, { method: 'POST', ...init } as RequestInit);
    expect(first?.status).toBe(status);
    expect(first).toEqual(second);
    expect(kept).toEqual(status === 200 ? ['hello', 'hello'] : []);
  },
);

test('what cannot be kept is asked for again later', async () => {
  hindrance = 'the disk is full';
  const [first, second] = await bothWays('/webhooks/echo', { method: 'POST', body: 'hello' });
  expect(first).toMatchObject({ status: 503, later: '10' });
  expect(first).toEqual(second);
});

test('a delivery in pieces of unknown length is kept whole', async () => {
  const body = new Blob(['in ', 'pieces']).stream();
  await bothWays('/webhooks/echo', { method: 'POST', body, duplex: 'half' } as RequestInit).catch(() => {});
  expect(kept[0]).toBe('in pieces');
});
