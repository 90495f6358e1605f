import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Call, SendFailure } from '../../adapters/channel.ts';
import { pauseAfter } from '../../adapters/messenger/usage.ts';
import { type FakeGraph, startFakeGraph } from '../fakes/graph.ts';
import { online, PSID } from './channel.ts';

const TEXT = 'a citizen’s answer';
const answer = (message: object = { text: TEXT }, psid = PSID): Call => ({
  method: 'me/messages',
  kind: 'answer',
  body: { recipient: { id: psid }, messaging_type: 'RESPONSE', message },
});

let graph: FakeGraph;
let now: number;
beforeEach(async () => {
  now = Date.parse('2026-11-20T03:00:00Z');
  graph = await startFakeGraph({ now: () => new Date(now) });
  await graph.userSays(PSID, 'hello');
});
afterEach(() => graph.close());

const channel = (changes = {}) => online(graph, { now: () => new Date(now), clock: () => now, ...changes });
async function failure(sending: Promise<unknown>): Promise<SendFailure> {
  const error = await sending.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SendFailure);
  return error as SendFailure;
}

/** Nothing of the error, its cause and its stack tells the token, the citizen or the text. */
function tellsNothing(error: unknown): void {
  const told = inspect(error, { depth: 10, showHidden: true });
  for (const secret of [graph.access.pageToken, graph.access.appSecrets[0]!, PSID, TEXT])
    expect(told).not.toContain(secret);
}

describe('a call', () => {
  it('arrives, with the token in a header and never in an address', async () => {
    await channel().send(answer());
    expect(graph.messages(PSID).at(-1)).toMatchObject({ from: 'page', text: TEXT });
    await channel().check();
    for (const { url, body } of graph.calls) {
      expect(url).not.toContain(graph.access.pageToken);
      expect(JSON.stringify(body)).not.toContain(graph.access.pageToken);
    }
  });

  it('shows that a message was seen and is being answered, but not where a human writes', async () => {
    const event = { id: 'm_1', conversation: PSID, activity: { type: 'message', text: 'x' } };
    await channel().notice!(event);
    await channel().typing!(event);
    expect(graph.calls.map(({ body }) => body['sender_action'])).toEqual(['mark_seen', 'typing_on']);
    await channel().notice!({ ...event, activity: { type: 'handoff' } });
    expect(graph.calls).toHaveLength(2);
  });

  it('a sign that fails is nobody’s trouble', async () => {
    graph.fault({ kind: 'reset', times: 2, on: () => true });
    const event = { id: 'm_1', conversation: PSID, activity: { type: 'message', text: 'x' } };
    await Promise.all([channel().notice!(event), channel().typing!(event)]);
    expect(graph.calls).toHaveLength(2);
  });

  it('check tells the Page’s name', async () => {
    expect(await channel().check()).toBe('Fake Page');
  });
});

describe('what Meta answers, and what it is to us', () => {
  it.each([
    [1, undefined, 'again'],
    [2, undefined, 'again'],
    [1200, undefined, 'again'],
    [4, undefined, 'later'],
    [32, undefined, 'later'],
    [613, undefined, 'later'],
    [80006, undefined, 'later'],
    [10, 2018278, 'unreachable'],
    [10, 1893063, 'stopped'],
    [10, undefined, 'never'],
    [100, undefined, 'never'],
    [100, 2018001, 'never'],
    [190, undefined, 'stopped'],
    [190, 460, 'stopped'],
    [200, undefined, 'unreachable'],
    [200, 1545041, 'unreachable'],
    [230, undefined, 'unreachable'],
    [551, undefined, 'unreachable'],
    [2500, undefined, 'stopped'],
    [2635, undefined, 'stopped'],
    [424242, undefined, 'never'],
  ] as const)('%d / %s is %s', async (code, subcode, verdict) => {
    graph.fault({ kind: { code, ...(subcode === undefined ? {} : { subcode }) } });
    const error = await failure(channel().send(answer()));
    const reason = ['messenger', code, subcode].filter((part) => part !== undefined).join('-');
    expect(error).toMatchObject({ verdict, reason, unclear: false });
    expect(error.afterMs).toBe(verdict === 'later' ? 60_000 : undefined);
    expect(error.message).toContain(String(code));
    tellsNothing(error);
  });

  it.each([
    ['429', { verdict: 'later', reason: 'messenger-613', unclear: false }],
    ['500', { verdict: 'again', reason: 'messenger-2', unclear: false }],
    ['hang', { verdict: 'again', reason: 'messenger-timeout', unclear: true }],
    ['reset', { verdict: 'again', unclear: true }],
    ['resetAfter', { verdict: 'again', unclear: true }],
    ['garbage', { verdict: 'again', reason: 'messenger-no-answer', unclear: true }],
  ] as const)('%s', async (kind, expected) => {
    graph.fault({ kind });
    const error = await failure(channel().send(answer()));
    expect(error).toMatchObject(expected);
    tellsNothing(error);
    expect(graph.messages(PSID).some(({ text }) => text === TEXT)).toBe(kind === 'resetAfter');
    await channel().send(answer());
  });

  it('slow is not failed', async () => {
    graph.fault({ kind: 'slow' });
    await channel().send(answer());
  });

  it('nobody there: it has certainly not arrived', async () => {
    const gone = await startFakeGraph();
    await gone.close();
    const error = await failure(channel({ apiRoot: gone.url }).send(answer()));
    expect(error).toMatchObject({ verdict: 'again', reason: 'messenger-econnrefused', unclear: false });
    tellsNothing(error);
  });
});

describe('what the imitation refuses by itself', () => {
  it('a dead token, a wrong one, a wrong secret and an unknown version lock the bot out', async () => {
    const wrong = await failure(channel({ pageToken: 'EAAwrong' }).send(answer()));
    expect(wrong).toMatchObject({ verdict: 'stopped', reason: 'messenger-190' });
    // Meta quotes the token in its own words.
    expect(inspect(wrong, { depth: 10 })).not.toContain('EAAwrong');
    expect(await failure(channel({ appSecrets: ['wrong'] }).send(answer()))).toMatchObject({
      verdict: 'stopped',
      reason: 'messenger-100-proof',
    });
    expect(await failure(channel({ graphVersion: 'v99.0' }).check())).toMatchObject({ verdict: 'stopped' });
    graph.revoke();
    const error = await failure(channel().check());
    expect(error).toMatchObject({ verdict: 'stopped', reason: 'messenger-190-460' });
    tellsNothing(error);
  });

  it('whom the Page does not know, who blocked it, who has been silent for a day', async () => {
    expect(await failure(channel().send(answer({ text: TEXT }, '77')))).toMatchObject({
      verdict: 'never',
      reason: 'messenger-100-2018001',
    });
    now += 24 * 3_600_000 + 1;
    expect(await failure(channel().send(answer()))).toMatchObject({
      verdict: 'unreachable',
      reason: 'messenger-10-2018278',
    });
    await graph.userSays(PSID, 'again');
    await channel().send(answer());
    graph.block(PSID);
    expect(await failure(channel().send(answer()))).toMatchObject({ verdict: 'unreachable' });
  });

  const button = { type: 'postback', title: 'Fee', payload: 'fee' };
  const quick = { content_type: 'text', title: 'Fee', payload: 'fee' };
  const template = (payload: object) => ({ attachment: { type: 'template', payload } });
  const card = { title: 'A card', buttons: [button] };
  it.each<[string, object]>([
    ['an empty text', { text: ' ' }],
    ['a long text', { text: 'x'.repeat(2_001) }],
    ['14 quick replies', { text: 'x', quick_replies: Array(14).fill(quick) }],
    ['a long label', { text: 'x', quick_replies: [{ ...quick, title: 'x'.repeat(21) }] }],
    ['a long payload', { text: 'x', quick_replies: [{ ...quick, payload: 'x'.repeat(1_001) }] }],
    ['4 buttons', template({ template_type: 'button', text: 'x', buttons: Array(4).fill(button) })],
    [
      'a long text over buttons',
      template({ template_type: 'button', text: 'x'.repeat(641), buttons: [button] }),
    ],
    ['11 cards', template({ template_type: 'generic', elements: Array(11).fill(card) })],
    ['a long card', template({ template_type: 'generic', elements: [{ ...card, title: 'x'.repeat(81) }] })],
    ['a bare card', template({ template_type: 'generic', elements: [{ title: 'x' }] })],
    ['text and template', { text: 'x', ...template({ template_type: 'generic', elements: [card] }) }],
  ])('%s', async (_what, message) => {
    expect(await failure(channel().send(answer(message)))).toMatchObject({ reason: 'messenger-100' });
  });

  it('a message without its type, or with a tag', async () => {
    const { messaging_type: _gone, ...untyped } = answer().body;
    expect(await failure(channel().send({ ...answer(), body: untyped }))).toMatchObject({ verdict: 'never' });
    const tagged = { ...answer().body, messaging_type: 'MESSAGE_TAG', tag: 'ACCOUNT_UPDATE' };
    expect(await failure(channel().send({ ...answer(), body: tagged }))).toMatchObject({ verdict: 'never' });
  });
});

describe('close to the rate limit', () => {
  it('goes on at a call a second, and at the limit waits', async () => {
    const one = channel();
    graph.usage(91);
    await one.send(answer());
    const sent = graph.calls.length;
    expect(await failure(one.send(answer()))).toMatchObject({
      verdict: 'later',
      reason: 'messenger-usage',
      afterMs: 1_000,
      unclear: false,
    });
    expect(graph.calls).toHaveLength(sent);
    now += 1_000;
    graph.usage(100);
    await one.send(answer());
    expect(await failure(one.send(answer()))).toMatchObject({ verdict: 'later', afterMs: 60_000 });
    now += 60_000;
    graph.usage(90);
    await one.send(answer());
    await one.send(answer());
  });
});

it('reads how long from the headers, and lets odd ones be', () => {
  const business = { '123': [{ type: 'messenger', call_count: 100, estimated_time_to_regain_access: 7 }] };
  expect(pauseAfter(new Headers({ 'x-business-use-case-usage': JSON.stringify(business) }))).toBe(420_000);
  expect(pauseAfter(new Headers({ 'x-app-usage': 'not JSON' }))).toBe(0);
  expect(pauseAfter(new Headers({ 'x-app-usage': '{"call_count":"many"}' }))).toBe(0);
  expect(pauseAfter(new Headers({ 'retry-after': '5' }))).toBe(5_000);
  expect(pauseAfter(new Headers({ 'retry-after': 'tomorrow' }))).toBe(0);
  expect(pauseAfter(new Headers())).toBe(0);
});
