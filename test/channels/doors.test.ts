import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { realKnowledge } from '../fixtures/knowledge.ts';
import { startWhole, type WholeServer } from '../fixtures/whole-server.ts';

/** What strangers do to the doors. The signatures themselves are tested with each channel. */
let whole: WholeServer;
let hours = 0;
const now = () => new Date(Date.UTC(2026, 10, 20) + hours * 3_600_000);
beforeAll(async () => {
  whole = await startWhole(realKnowledge(), { LOG_LEVEL: 'debug' }, now);
});
afterAll(() => whole.close());

let updates = 1_000_000;
const update = (chat: number, text: string) => {
  whole.telegram.userIsKnown(chat);
  updates += 1;
  return {
    update_id: updates,
    message: {
      message_id: updates,
      date: Math.floor(now().getTime() / 1000),
      chat: { id: chat, type: 'private' },
      from: { id: chat, is_bot: false, first_name: 'Canary Sokha' },
      text,
    },
  };
};
const deliver = (body: object | string, headers: Record<string, string> = {}) =>
  fetch(`${whole.url()}/webhooks/telegram`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-telegram-bot-api-secret-token': whole.secrets.TELEGRAM_WEBHOOK_SECRET,
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const sent = (chat: number) =>
  whole.telegram.callsOf('sendMessage').filter(({ params }) => Number(params['chat_id']) === chat);
/** Everything accepted so far is answered and sent. */
const settled = () =>
  vi.waitUntil(async () => {
    const { openEvents, openCalls } = await whole.store().stats();
    return openEvents === 0 && Object.keys(openCalls).length === 0;
  }, 20_000);

/** What the server answers to bytes that no client library would send: its status, or 0 when it hangs up. */
const raw = (bytes: string) =>
  new Promise<number>((resolve) => {
    const socket = connect(Number(new URL(whole.url()).port), '127.0.0.1', () => socket.write(bytes));
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk));
    socket.on('error', () => resolve(0));
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0)));
  });
const HEAD = 'POST /webhooks/telegram HTTP/1.1\r\n';

describe('a request that could mean two things to two servers', () => {
  test.each([
    [
      'a length and chunks',
      `${HEAD}Host: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    ['two lengths', `${HEAD}Host: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello`, 400],
    ['no host', `${HEAD}Content-Length: 0\r\n\r\n`, 400],
    ['a bare line feed', `${HEAD}Host: a\nContent-Length: 0\r\n\r\n`, 400],
    ['a header of 20 KB', `${HEAD}Host: a\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
  ])('%s is refused', async (_what, bytes, status) => {
    expect(await raw(bytes)).toBe(status);
  });
});

describe('a body that is too much', () => {
  const large = 'a'.repeat(2 << 20);

  test('of 2 MB is refused, told its length or not', async () => {
    expect((await deliver(large)).status).toBe(413);
    const chunked = new ReadableStream({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode(large));
        controller.close();
      },
    });
    const options = { method: 'POST', body: chunked, duplex: 'half' } as RequestInit;
    expect((await fetch(`${whole.url()}/webhooks/telegram`, options)).status).toBe(413);
  });

  test('that is compressed is refused unread', async () => {
    const bomb = gzipSync(Buffer.alloc(20 << 20));
    for (const path of ['/webhooks/telegram', '/webhooks/messenger', '/api/chat']) {
      const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' };
      const response = await fetch(whole.url() + path, { method: 'POST', headers, body: bomb });
      expect([path, response.status]).toEqual([path, 415]);
    }
  });

  test('refusals are short JSON, without a stack', async () => {
    const response = await deliver(large);
    expect(await response.json()).toMatchObject({ error: { code: 'too_large' } });
    const broken = await deliver('{"update_id":');
    expect([broken.status, await broken.text()]).toEqual([400, 'refused\n']);
  });
});

test('two hundred who send a byte a second are hung up on, and keep nobody from being answered', async () => {
  const port = Number(new URL(whole.url()).port);
  const slow = Array.from({ length: 200 }, () => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(`${HEAD}Host: a\r\nContent-Length: 1000\r\n`);
    const dripping = setInterval(() => socket.write('X'), 1_000);
    return new Promise<void>((resolve) =>
      socket.on('close', () => {
        clearInterval(dripping);
        resolve();
      }),
    );
  });
  for (let chat = 1; chat <= 20; chat += 1)
    expect((await deliver(update(100 + chat, 'menu'))).status).toBe(200);
  await Promise.all(slow);
  await settled();
  expect(sent(120)).not.toHaveLength(0);
});

describe('the same event again', () => {
  test('at once, a hundred times, and after a restart, is answered once', async () => {
    const event = update(1, 'menu');
    const statuses = await Promise.all(Array.from({ length: 100 }, () => deliver(event)));
    expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set([200]));
    await settled();
    const once = sent(1).length;
    expect(once).toBeGreaterThan(0);
    await whole.restart();
    expect((await deliver(event)).status).toBe(200);
    await settled();
    expect(sent(1)).toHaveLength(once);
  });

  test('47 and 73 hours later too', async () => {
    const event = update(2, 'menu');
    await deliver(event);
    await settled();
    const once = sent(2).length;
    for (const later of [47, 73]) {
      hours += later;
      expect((await deliver(event)).status).toBe(200);
      await settled();
      hours -= later;
    }
    expect(sent(2)).toHaveLength(once);
  });
});

test('a hundred messages of one citizen get five answers and one notice, and hinder nobody', async () => {
  await Promise.all(Array.from({ length: 100 }, (_, at) => deliver(update(3, `menu ${at}`))));
  await deliver(update(4, 'menu'));
  await settled();
  const texts = sent(3).map(({ params }) => String(params['text']));
  expect(texts.filter((text) => /a little slower|យឺតបន្តិច/.test(text))).toHaveLength(1);
  expect(texts).toHaveLength(7); // five answers, the first with an introduction, and the notice
  expect(sent(4)).not.toHaveLength(0);
  const { conversation } = JSON.parse((await whole.store().memory('telegram/3')) ?? '{}');
  expect(conversation.met).toBe(true);
  expect((await whole.store().stats()).deadLetters).toBe(0);
});

describe('/metrics', () => {
  const ask = (authorization?: string) =>
    fetch(`${whole.url()}/metrics`, { headers: authorization ? { authorization } : {} });

  test('is for whoever knows the token', async () => {
    expect((await ask()).status).toBe(401);
    expect((await ask('Bearer wrong')).status).toBe(401);
    const told = await ask(`Bearer ${whole.secrets.METRICS_TOKEN}`);
    expect(told.status).toBe(200);
    const text = await told.text();
    expect(text).toMatch(/villager_events_total\{channel="telegram",kind="fresh"\} \d+/);
    expect(text).toMatch(/villager_webhook_seconds_count\{channel="telegram",status="200"\} \d+/);
    expect(text).not.toMatch(/canary/i);
  });
});

test('what citizens write, who they are, and secrets stand in no line of the log, whatever goes wrong', async () => {
  const canaries = [
    'canaryWord',
    '012 345 678',
    '77123456789',
    'Canary Sokha',
    'canary-',
    'EAAcanary',
    'AAcanary',
  ];
  const text = 'canaryWord 012 345 678\r\n{"level":60,"msg":"forged"}';
  whole.telegram.fault({ kind: '500', times: 2 });
  whole.telegram.fault({ kind: 'garbage', times: 1 });
  await deliver(update(77_123_456_789, text));
  await deliver(update(77_123_456_789, `your price is wrong ${text}`));
  await deliver(update(77_123_456_790, text), { 'x-telegram-bot-api-secret-token': 'canary-wrong' });
  await deliver(`{"canaryWord": ${text}`);
  const body = JSON.stringify({
    object: 'page',
    entry: [
      {
        messaging: [
          {
            sender: { id: '77123456789' },
            recipient: { id: '1' },
            timestamp: now().getTime(),
            message: { mid: 'm_canary-1', text },
          },
        ],
      },
    ],
  });
  const signature = createHmac('sha256', whole.secrets.MESSENGER_APP_SECRET).update(body).digest('hex');
  const headers = { 'x-hub-signature-256': `sha256=${signature}`, 'content-type': 'application/json' };
  expect((await fetch(`${whole.url()}/webhooks/messenger`, { method: 'POST', headers, body })).status).toBe(
    200,
  );
  await fetch(`${whole.url()}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'message', text }),
  });
  await vi.waitUntil(() => sent(77_123_456_789).length >= 2, 20_000);
  await vi.waitUntil(async () => (await whole.store().stats()).openEvents === 0, 20_000);
  const log = whole.log();
  expect(log).toContain('call.failed');
  expect(log).toContain('webhook.refused');
  for (const canary of canaries) expect(log).not.toContain(canary);
  for (const line of log.split('\n').filter((one) => one.startsWith('{')))
    expect(JSON.parse(line).level).toBeLessThan(60);
});
