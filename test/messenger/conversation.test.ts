import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { activityOf, utteranceOf } from '../../adapters/activity.ts';
import type { ReceivedEvent } from '../../adapters/channel.ts';
import { openPage, profileIn } from '../../adapters/messenger/index.ts';
import { type Conversation, newConversation, takeTurn } from '../../bot/index.ts';
import { type FakeGraph, startFakeGraph } from '../fakes/graph.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';
import { online } from './channel.ts';

const knowledge = realKnowledge();
let graph: FakeGraph;
let server: ReturnType<typeof createServer>;
const events: ReceivedEvent[] = [];
const conversations = new Map<string, Conversation>();

/** The channel behind a real webhook, with the real engine and nothing else between. */
beforeAll(async () => {
  graph = await startFakeGraph({ subscribed: [] });
  const channel = online(graph);
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (request.method === 'GET') {
      const challenge = channel.handshake!(new URL(request.url!, 'http://x').searchParams);
      return response.writeHead(challenge === undefined ? 403 : 200).end(challenge);
    }
    const delivery = channel.receive({ headers: request.headers, body: Buffer.concat(chunks) });
    if ('refused' in delivery) return response.writeHead(delivery.refused).end();
    for (const event of delivery.events) await answer(event);
    return response.end();
  });
  const answer = async (event: ReceivedEvent) => {
    events.push(event);
    const utterance = utteranceOf(event.activity);
    if (!utterance) return;
    const { locale } = event.activity;
    const before =
      conversations.get(event.conversation) ?? newConversation(locale === 'en' ? 'en' : undefined);
    const turn = takeTurn(knowledge, before, utterance, '2026-11-20');
    conversations.set(event.conversation, turn.conversation);
    const said = turn.replies.map((reply) => activityOf(reply, turn.conversation.locale ?? 'km'));
    for (const call of channel.render(said, event)) await channel.send(call);
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  graph.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/messenger`);
  const page = openPage({
    ...graph.access,
    apiRoot: graph.url,
    graphVersion: 'v25.0',
  });
  await page.setUp(profileIn(knowledge.speech), false);
});
afterAll(async () => {
  await graph.close();
  server.close();
});

it('the webhook is verified', async () => {
  expect(await graph.verify('1158201444')).toEqual({ status: 200, text: '1158201444' });
});

it('a citizen starts from a poster, asks, taps, and picks by number; no echo is answered', async () => {
  const psid = '111';
  expect(await graph.userTapsGetStarted(psid, 's--passport')).toBe(200);
  const card = graph.messages(psid).at(-1)!;
  expect(graph.messages(psid).some(({ text }) => text.startsWith('លិខិតឆ្លងដែន'))).toBe(true);
  expect([...card.quickReplies, ...card.buttons].length).toBeGreaterThan(1);

  await graph.userSays(psid, 'ធ្វើលិខិតឆ្លងដែនអស់ប៉ុន្មាន?');
  const asked = graph.messages(psid).at(-1)!;
  const [first] = asked.quickReplies.length > 0 ? asked.quickReplies : asked.buttons;
  expect(await graph.userPresses(psid, first!.title)).toBe(200);
  const pressed = graph.messages(psid).at(-1)!;
  expect(pressed.from).toBe('page');

  await graph.userSays(psid, 'forget me');
  await graph.userSays(psid, '1');
  await graph.settled();
  expect(events.every(({ activity }) => activity.type !== 'handoff')).toBe(true);
  const echoes = graph.sends().length;
  expect(echoes).toBeGreaterThan(4);
  expect(graph.sends().every(({ status }) => status === 200)).toBe(true);
});

it('the menu, the questions and links of the Page lead somewhere, in the language of their words', async () => {
  const psid = '222';
  await graph.userTapsProfile(psid, knowledge.speech('en')('messenger.ask.passport'));
  expect(
    graph
      .messages(psid)
      .map(({ text }) => text)
      .join('\n'),
  ).toContain('USD');
  await graph.userTapsProfile(psid, 'ភាសាខ្មែរ');
  expect(graph.messages(psid).at(-1)?.text).toBe(knowledge.speech('km')('language.now'));
  await graph.userTapsProfile(psid, 'English');
  await graph.userFollowsLink(psid, 's--birth-registration');
  expect(
    graph
      .messages(psid)
      .map(({ text }) => text)
      .join('\n'),
  ).toContain('Birth registration');
  await graph.userSends(psid, 'audio');
  expect(graph.messages(psid).at(-1)?.text).toBe(knowledge.speech('en')('unreadable'));
  const before = graph.sends().length;
  await graph.userSends(psid, 'sticker');
  expect(graph.sends()).toHaveLength(before);
});

it('a human who writes from the inbox is told on, and not answered', async () => {
  const psid = '333';
  await graph.userSays(psid, 'hello');
  const before = graph.sends().length;
  expect(await graph.humanWrites(psid, 'Good morning, this is Sokha')).toBe(200);
  await graph.settled();
  expect(events.at(-1)).toMatchObject({ conversation: psid, activity: { type: 'handoff' } });
  expect(graph.sends()).toHaveLength(before);
});

it('what is not answered with 200 is delivered again', async () => {
  const answers = [500, 503, 200];
  let asked = 0;
  const flaky = createServer((_request, response) => response.writeHead(answers[asked++] ?? 500).end());
  await new Promise<void>((resolve) => flaky.listen(0, '127.0.0.1', resolve));
  graph.connect(`http://127.0.0.1:${(flaky.address() as AddressInfo).port}`);
  expect(await graph.userSays('444', 'hello')).toBe(200);
  expect(asked).toBe(3);
  flaky.close();
  flaky.closeAllConnections();
});
