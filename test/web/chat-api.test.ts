import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { realKnowledge } from '../fixtures/knowledge.ts';
import { startServer, type TestServer } from './server.ts';

interface Reply {
  readonly text: string;
  readonly locale: string;
  readonly conversation: { readonly id: string };
  readonly channelData?: { readonly title?: string };
  readonly suggestedActions?: {
    readonly actions: readonly { readonly title: string; readonly value: string }[];
  };
}
interface Answered {
  readonly status: number;
  readonly activities: readonly Reply[];
  readonly error?: { readonly code: string; readonly message: string };
}

let server: TestServer;
beforeAll(async () => {
  server = await startServer(realKnowledge());
});
afterAll(() => server.close());

async function send(body: string, headers: Record<string, string> = {}, method = 'POST'): Promise<Answered> {
  const response = await fetch(`${server.url}/api/chat`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(method === 'GET' ? {} : { body }),
  });
  expect(response.headers.get('content-type')).toContain('application/json');
  return { status: response.status, ...((await response.json()) as Omit<Answered, 'status'>) };
}
const say = (activity: object) => send(JSON.stringify({ type: 'message', ...activity }));
const conversationOf = ({ activities }: Answered) => activities[0]!.conversation;
const textOf = ({ activities }: Answered) => activities.map(({ text }) => text).join('\n');

describe('an answer', () => {
  it('is activities that carry an unguessable conversation', async () => {
    const first = await say({ text: 'How much is a passport?' });
    expect(first.status).toBe(200);
    expect(first.activities.at(-1)).toMatchObject({
      type: 'message',
      locale: 'en',
      channelData: { title: 'Passport' },
    });
    expect(textOf(first)).toContain('USD 100');
    expect(conversationOf(first).id).toMatch(/^[\w-]{22}$/);
    expect(conversationOf(await say({ text: 'hello' })).id).not.toBe(conversationOf(first).id);
  });

  it('goes on in its conversation: a follow-up and a pressed choice', async () => {
    const first = await say({ text: 'How much is a passport?' });
    const conversation = conversationOf(first);
    const follow = await say({ text: 'and how long?', conversation });
    expect(textOf(follow)).toContain('15 working days');
    expect(conversationOf(follow)).toEqual(conversation);
    const choice = first.activities.at(-1)?.suggestedActions?.actions[0];
    const pressed = await say({ value: choice?.value, conversation });
    expect(pressed.activities[0]?.channelData?.title).toBe('Passport');
  });

  it('opens with a link, greets without one', async () => {
    const opened = await send(JSON.stringify({ type: 'event', value: 's--passport', locale: 'en' }));
    expect(opened.activities.some(({ channelData }) => channelData?.title === 'Passport')).toBe(true);
    const greeted = await send(JSON.stringify({ type: 'conversationUpdate', locale: 'km' }));
    expect(greeted.activities[0]?.suggestedActions?.actions.length).toBeGreaterThan(10);
    expect(greeted.activities[0]?.locale).toBe('km');
  });

  it('does not greet again whoever has seen the page’s opening', async () => {
    const answer = await say({ text: 'How much is a passport?', locale: 'en', channelData: { opening: '' } });
    expect(answer.activities).toHaveLength(1);
  });

  it('never joins a conversation that we did not hand out', async () => {
    const guessed = await say({ text: 'hello', conversation: { id: 'my-own-id' } });
    expect(guessed.status).toBe(200);
    expect(conversationOf(guessed).id).not.toBe('my-own-id');
  });

  it('says something for a picture and for a code that nobody knows', async () => {
    expect((await say({ attachments: [{ contentType: 'image/png' }] })).activities.length).toBeGreaterThan(0);
    expect((await say({ value: 's--no-such-service' })).activities.length).toBeGreaterThan(0);
  });

  it('stays in order when messages of one conversation come together', async () => {
    const conversation = conversationOf(await say({ text: 'How much is a passport?' }));
    const asked = ['papers?', 'and how long?', 'where?', 'and how long?'];
    const answers = await Promise.all(asked.map((text) => say({ text, conversation })));
    expect(textOf(answers[1]!)).toBe(textOf(answers[3]!));
    expect(answers.every((answer) => conversationOf(answer).id === conversation.id)).toBe(true);
  });
});

describe('the same id twice', () => {
  it('is answered once, one after the other and at the same time', async () => {
    const conversation = conversationOf(await say({ text: 'hello' }));
    const message = { id: 'm1', text: 'blorp zxqv', conversation };
    const first = await say(message);
    expect(await say(message)).toEqual(first);
    // A second miss in a row is answered differently: had the engine seen the repetition, it would show.
    const together = { id: 'm2', text: 'blorp zxqv', conversation };
    const [one, other] = await Promise.all([say(together), say(together)]);
    expect(one).toEqual(other);
    expect(textOf(one)).not.toBe(textOf(first));
  });

  it('is two messages in two conversations', async () => {
    const [one, other] = await Promise.all([
      say({ id: 'same', text: 'hello' }),
      say({ id: 'same', text: 'thanks' }),
    ]);
    expect(conversationOf(one).id).not.toBe(conversationOf(other).id);
    expect(textOf(one)).not.toBe(textOf(other));
  });
});

describe('the same first message twice', () => {
  const first = (id: string) => ({ id, text: 'How much is a passport?', channelData: { opening: '' } });

  it('is answered once in one conversation, one after the other and at the same time', async () => {
    const id = randomUUID();
    const [one, other] = await Promise.all([say(first(id)), say(first(id))]);
    expect(other).toEqual(one);
    expect(await say(first(id))).toEqual(one);
    const cookie = `conversation=${conversationOf(one).id}`;
    const page = await (await fetch(server.url, { headers: { cookie } })).text();
    expect(page.split('How much is a passport?')).toHaveLength(2);
  });

  it('is two messages when the id could be guessed, or when the words are others', async () => {
    const open = async (activity: object) => conversationOf(await say(activity)).id;
    expect(await open(first('123456789012345'))).not.toBe(await open(first('123456789012345')));
    const id = randomUUID();
    expect(await open({ id, text: 'hello' })).not.toBe(await open({ id, text: 'thanks' }));
  });
});

describe('what the page showed before anything was said', () => {
  it.each(['a'.repeat(65), 'a'.repeat(256), '<b>'])('is the greeting for %s', async (opening) => {
    const answer = await say({ text: 'How much is a passport?', locale: 'en', channelData: { opening } });
    expect(answer.status).toBe(200);
    expect(answer.activities).toHaveLength(1);
  });
});

describe('what is not an Activity', () => {
  it.each([
    ['no JSON', '{"type":', 400, 'not_readable'],
    ['a number', '42', 400, 'not_readable'],
    ['a list', '[]', 400, 'wrong_shape'],
    ['nothing', '', 400, 'wrong_shape'],
    ['no type', '{"text":"hello"}', 400, 'wrong_shape'],
    ['an unknown type', '{"type":"typing"}', 400, 'wrong_shape'],
    ['neither text nor value', '{"type":"message"}', 400, 'wrong_shape'],
    ['an empty text', '{"type":"message","text":"  "}', 400, 'wrong_shape'],
    ['a text that is none', '{"type":"message","text":{"$ne":1}}', 400, 'wrong_shape'],
    ['an id that is none', '{"type":"message","text":"a","id":7}', 400, 'wrong_shape'],
    ['a conversation without id', '{"type":"message","text":"a","conversation":{}}', 400, 'wrong_shape'],
    ['2,001 characters', JSON.stringify({ type: 'message', text: 'a'.repeat(2001) }), 400, 'too_long'],
    ['a megabyte', JSON.stringify({ type: 'message', text: 'a'.repeat(1 << 20) }), 413, 'too_large'],
  ])('%s is refused with what is wrong', async (_name, body, status, code) => {
    const answer = await send(body);
    expect(answer.status).toBe(status);
    expect(answer.error?.code).toBe(code);
    expect(answer.error?.message.length).toBeGreaterThan(10);
    expect(JSON.stringify(answer)).not.toContain('node_modules');
  });

  it('names the field, and how much is allowed', async () => {
    expect((await say({ text: 7 })).error?.message).toContain('text:');
    expect((await say({ text: 'a'.repeat(2500) })).error?.message).toBe(
      'text: has 2,500 characters, and at most 2,000 are allowed',
    );
  });

  it('is also another content type, a compressed body and another method', async () => {
    const body = '{"type":"message","text":"hello"}';
    expect(await send(body, { 'content-type': 'text/plain' })).toMatchObject({
      status: 415,
      error: { code: 'unsupported_type' },
    });
    expect(await send(body, { 'content-encoding': 'gzip' })).toMatchObject({ status: 415 });
    expect(await send('', {}, 'GET')).toMatchObject({ status: 405, error: { code: 'method_not_allowed' } });
    expect(await send(body, { 'sec-fetch-site': 'cross-site' })).toMatchObject({
      status: 403,
      error: { code: 'cross_site' },
    });
  });

  it('never reaches a prototype', async () => {
    const body =
      '{"type":"message","text":"hello","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
    expect((await send(body)).status).toBe(200);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

it('takes no notice of what is attached, however deep', async () => {
  const deep = `${'['.repeat(4_000)}${']'.repeat(4_000)}`;
  const response = await fetch(`${server.url}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"type":"message","locale":"en","attachments":[${deep}]}`,
  });
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('only read text');
});

describe('when the villager fails', () => {
  let failures = 0;
  const failing = (message: string) => {
    failures -= 1;
    if (failures >= 0) throw new Error(message);
    return server.knowledge;
  };
  const ask = async (url: string, id: string = randomUUID()) => {
    const body = JSON.stringify({
      type: 'message',
      text: 'how much is a passport?',
      id,
      locale: 'en',
    });
    const response = await fetch(`${url}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    return { status: response.status, text: await response.text() };
  };

  it('a turn that fails is taken again, and nobody notices', async () => {
    const broken = await startServer(server.knowledge, { answersFrom: () => failing('secret detail') });
    failures = 2;
    const { status, text } = await ask(broken.url);
    expect(status).toBe(200);
    expect(text).toContain('USD 100');
    expect(JSON.stringify(broken.logged)).not.toMatch(/secret detail|passport/);
    expect(broken.logged).toMatchObject([{ message: 'turn.failed', attempts: 1 }, { attempts: 2 }]);
    await broken.close();
  });

  it('after three times the citizen is told in their language, the conversation goes on, and the message is a dead letter', async () => {
    const broken = await startServer(server.knowledge, { answersFrom: () => failing('secret detail') });
    failures = 3;
    const { text } = await ask(broken.url);
    expect(text).toContain('this is my mistake');
    expect(text).not.toContain('secret detail');
    expect(await broken.store.deadLetters(9)).toMatchObject([
      { side: 'in', reason: 'turn-failed', attempts: 3 },
    ]);
    expect((await ask(broken.url)).text).toContain('USD 100');
    await broken.close();
  });

  it('a message whose answer takes too long is kept, and its answer comes when it is sent again', async () => {
    const slow = await startServer(server.knowledge, { patienceMs: 50, answersFrom: () => failing('busy') });
    failures = 1;
    const id = randomUUID();
    const first = await ask(slow.url, id);
    expect([first.status, JSON.parse(first.text).error.code]).toEqual([503, 'not_yet']);
    await vi.waitUntil(async () => (await ask(slow.url, id)).status === 200, {
      timeout: 10_000,
      interval: 100,
    });
    expect((await ask(slow.url, id)).text).toContain('USD 100');
    expect((await slow.store.stats()).conversations).toBe(1);
    await slow.close();
  });
});
