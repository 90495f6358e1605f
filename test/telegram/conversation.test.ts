import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { activityOf, utteranceOf } from '../../adapters/activity.ts';
import type { ReceivedEvent } from '../../adapters/channel.ts';
import { telegram } from '../../adapters/telegram/index.ts';
import { type Conversation, newConversation, takeTurn } from '../../bot/index.ts';
import { type FakeTelegram, startTelegram } from '../fakes/telegram/index.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';
import { SECRET } from './channel.ts';

const knowledge = realKnowledge();
const now = () => new Date();
let fake: FakeTelegram;
let channel: ReturnType<typeof telegram>;
let end: AbortController;
let polling: Promise<unknown>;
let conversation: Conversation;

/** Takes a turn and sends it, as the server does. */
async function answer(event: ReceivedEvent): Promise<void> {
  await channel.notice?.(event);
  const utterance = utteranceOf(event.activity);
  if (!utterance) return;
  const turn = takeTurn(knowledge, conversation, utterance, '2026-11-20');
  conversation = turn.conversation;
  const said = turn.replies.map((reply) => activityOf(reply, conversation.locale ?? 'km'));
  for (const call of channel.render(said, event)) await channel.send(call);
}

beforeEach(async () => {
  fake = await startTelegram();
  channel = telegram({ token: fake.token, secret: SECRET, apiRoot: fake.url, now });
  conversation = newConversation('en');
  end = new AbortController();
  const log = { warn: () => {}, error: () => {} };
  const accept = async (events: readonly ReceivedEvent[]) => {
    for (const event of events) await answer(event);
  };
  polling = channel.poll({ accept, signal: end.signal, log });
});
afterEach(async () => {
  end.abort();
  await polling;
  await fake.close();
});

/** The last bubble, once the bot is waiting again. */
async function last(update: number) {
  for (
    let tries = 0;
    Number(fake.callsOf('getUpdates').at(-1)?.params['offset'] ?? 0) <= update;
    tries += 1
  ) {
    if (tries > 400) throw new Error('the bot has not answered in two seconds');
    await pause(5);
  }
  return fake.messages(7).at(-1)!;
}

test('a question, a button, a place on the map', async () => {
  const fee = await last(fake.userSays(7, 'How much is a passport?'));
  expect(fee.text).toMatch(/^Passport\n/);
  expect(fee.html).toMatch(/^<b>Passport<\/b>\n/);
  await last(fake.userPresses(7, 'Papers'));
  const marked = fake.messages(7).find(({ id }) => id === fee.id);
  expect(marked?.keyboard.flat().map(({ text }) => text)).toContain('✓ Papers');

  await last(fake.userSays(7, '/office'));
  expect(fake.replyKeyboard(7)?.[0]).toEqual([{ text: 'Send my location', request_location: true }]);
  const office = await last(fake.userSendsLocation(7, 13.07, 103.25));
  expect(fake.replyKeyboard(7)).toBeUndefined();
  expect(fake.messages(7).at(-2)?.text).toBe('Sangkae, Battambang');
  expect(office.keyboard.flat().map(({ text }) => text)).toEqual(['Another place', 'Menu']);

  await last(fake.userPresses(7, 'Another place'));
  const menu = await last(fake.userPresses(7, 'Menu'));
  expect(menu.keyboard.flat().length).toBeGreaterThan(5);
  expect(fake.calls.filter(({ refused }) => refused)).toEqual([]);
});

test('every answer of the catalogue is one that Telegram takes', async () => {
  let sent = 0;
  for (const { id } of knowledge.catalogue.services)
    for (const locale of ['km', 'en'] as const) {
      fake.userSays(8, 'hello');
      const press = { kind: 'press', code: `s--${id}` } as const;
      const turn = takeTurn(knowledge, newConversation(locale), press, '2026-11-20');
      const said = turn.replies.map((reply) => activityOf(reply, locale));
      for (const call of channel.render(said, { conversation: '8', activity: { type: 'message' } })) {
        await channel.send(call);
        sent += 1;
      }
    }
  expect(sent).toBeGreaterThanOrEqual(knowledge.catalogue.services.length * 4);
  expect(fake.callsOf('sendMessage').filter(({ refused }) => refused)).toEqual([]);
});

test('a webhook gets what people do, again until it is answered with 2xx', async () => {
  const heard: string[] = [];
  let refusing = 2;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const delivery = channel.receive({ headers: request.headers, body: Buffer.concat(chunks) });
      if ('events' in delivery && refusing === 0)
        heard.push(...delivery.events.map(({ activity }) => String(activity.text)));
      else refusing -= 1;
      response.writeHead('events' in delivery && heard.length > 0 ? 200 : 503).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const local = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/telegram`;
  const calling = await startTelegram({ tunnel: () => local, redeliverMs: () => 5 });
  const address = `${calling.url}/bot${calling.token}/setWebhook`;
  const form = new URLSearchParams({ url: 'https://villager.example/w', secret_token: SECRET });
  expect((await fetch(address, { method: 'POST', body: form })).status).toBe(200);
  calling.userSays(7, 'one');
  calling.userSays(7, 'two');
  for (let tries = 0; calling.delivered.length < 4 && tries < 400; tries += 1) await pause(5);
  expect(heard).toEqual(['one', 'two']);
  expect(calling.delivered.map(({ status }) => status)).toEqual([503, 503, 200, 200]);
  await calling.close();
  server.closeAllConnections();
  server.close();
});
