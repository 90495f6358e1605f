import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { subscriberOf } from '../../adapters/web/door-limit.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';
import { startServer, type TestServer } from './server.ts';

/** The chat door with a database file, so that the server can go away and come back. */
const folder = mkdtempSync(join(tmpdir(), 'villager-exchange-'));
const knowledge = realKnowledge();
const minutes = 0;
let server: TestServer;
const start = async () => {
  server = await startServer(knowledge, {
    path: join(folder, 'villager.db'),
    now: () => new Date(Date.UTC(2026, 10, 20) + minutes * 60_000),
  });
};
beforeAll(start);
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});
const restart = async () => {
  await server.close();
  await start();
};

interface Message {
  readonly id?: string;
  readonly text: string;
  readonly conversation?: { readonly id: string };
  readonly channelData?: { readonly opening: string };
}
const post = (message: Message, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ type: 'message', locale: 'en', ...message }),
  });
const say = async (message: Message) => {
  const { activities } = (await (await post(message)).json()) as {
    activities: { text: string; conversation: { id: string } }[];
  };
  return { id: String(activities[0]?.conversation.id), texts: activities.map(({ text }) => text) };
};
const openEvents = async () => (await server.store.stats()).openEvents;

it('gives a message that comes again the same answer, once, also after a restart', async () => {
  const first = { text: 'how much is a passport?', id: randomUUID() };
  const answer = await say(first);
  expect(answer.texts.join()).toContain('USD 100');
  await restart();
  expect(await say(first)).toEqual(answer);
  const next = { text: 'and which papers?', id: randomUUID(), conversation: { id: answer.id } };
  const [one, other] = await Promise.all([say(next), say(next)]);
  expect(one).toEqual(other);
  expect(one.id).toBe(answer.id);
  await restart();
  expect(await say(next)).toEqual(one);
});

it('answers what was accepted before the server went away when it is asked again', async () => {
  const message = { text: 'how much is a passport?', id: randomUUID() };
  const { id } = await say({ text: 'hello', id: randomUUID() });
  const { accept } = server.store;
  // The connection breaks right after the message was written down, and the process ends.
  const gone = await startServer(knowledge, {
    store: {
      ...server.store,
      accept: async (...events) => (await accept(...events)) && Promise.reject(new Error('gone')),
    },
  });
  const lost = await fetch(`${gone.url}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'message', locale: 'en', ...message, conversation: { id } }),
  });
  expect(lost.status).toBe(503);
  expect(await openEvents()).toBe(1);
  await gone.close();
  await restart();
  expect((await say({ ...message, conversation: { id } })).texts.join()).toContain('USD 100');
  expect(await openEvents()).toBe(0);
});

it('with the same id but other words is another conversation', async () => {
  const id = randomUUID();
  const [one, other] = [await say({ text: 'passport', id }), await say({ text: 'birth certificate', id })];
  expect(one.id).not.toBe(other.id);
});

it('under a short or missing id is never found again by others', async () => {
  const [one, other] = [await say({ text: 'passport', id: '1' }), await say({ text: 'passport', id: '1' })];
  expect(one.id).not.toBe(other.id);
});

it('opens a conversation of its own when the one it names is over or never was', async () => {
  const { id } = await say({ text: 'hi', id: randomUUID(), conversation: { id: 'never-was' } });
  expect(id).not.toBe('never-was');
});

it('says what stood on the page before the first message, once', async () => {
  const { id } = await say({
    text: 'and the papers?',
    id: randomUUID(),
    channelData: { opening: 's--passport' },
  });
  const page = await (await fetch(`${server.url}/`, { headers: { cookie: `conversation=${id}` } })).text();
  expect(page).toContain('Passport');
  expect(page.indexOf('USD 100')).toBeLessThan(page.indexOf('and the papers?'));
  const told = { text: 'thanks', id: randomUUID(), conversation: { id }, channelData: { opening: '' } };
  await say(told);
  const again = await (await fetch(`${server.url}/`, { headers: { cookie: `conversation=${id}` } })).text();
  expect(again.match(/and the papers\?/g)).toHaveLength(1);
});

it('keeps nothing of whoever is forgotten but the answer', async () => {
  const { id } = await say({ text: 'I live in Battambang, passport', id: randomUUID() });
  const forgotten = { text: 'forget me', id: randomUUID(), conversation: { id } };
  const answer = await say(forgotten);
  expect(await server.store.memory(`web/${id}`)).not.toMatch(/Battambang|passport/);
  expect(await say(forgotten)).toEqual(answer);
});

it('limits how much one conversation and one address may send, and says how to go on', async () => {
  const busy = await startServer(knowledge, { trustProxy: 1 });
  const send = (address: string) =>
    fetch(`${busy.url}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      body: JSON.stringify({ type: 'message', text: 'menu' }),
    });
  const statuses = (await Promise.all(Array.from({ length: 70 }, () => send('192.0.2.1')))).map(
    ({ status }) => status,
  );
  expect(statuses.filter((status) => status === 200)).toHaveLength(60);
  const refused = await send('192.0.2.1');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
  expect((await send('192.0.2.2')).status).toBe(200);
  await busy.close();
});

it('is not fooled by a forged address', async () => {
  const open = await startServer(knowledge);
  const send = (address: string) =>
    fetch(`${open.url}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      body: JSON.stringify({ type: 'message', text: 'menu' }),
    });
  const statuses = await Promise.all(Array.from({ length: 65 }, (_, at) => send(`192.0.2.${at}`)));
  expect(statuses.filter(({ status }) => status === 429)).toHaveLength(5);
  await open.close();
});

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8::6', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
])('the subscriber of %s is %s', (address, subscriber) => {
  expect(subscriberOf(address)).toBe(subscriber);
});
