import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Call, SendFailure } from '../../adapters/channel.ts';
import { createClient } from '../../adapters/telegram/client.ts';
import type { telegram } from '../../adapters/telegram/index.ts';
import type { Fault } from '../fakes/telegram/faults.ts';
import type { FakeTelegram } from '../fakes/telegram/index.ts';
import { startBoth } from './channel.ts';

let fake: FakeTelegram;
let channel: ReturnType<typeof telegram>;
beforeEach(async () => {
  ({ fake, channel } = await startBoth());
  fake.userSays(7, 'hello');
});
afterEach(() => fake.close());

const answer = (text = 'canary text', chat = 7, more: object = {}): Call => ({
  method: 'sendMessage',
  body: { chat_id: String(chat), text, parse_mode: 'HTML', ...more },
  kind: 'answer',
});
/** What a rejected promise was rejected with, which is a `SendFailure` that tells nothing it should not. */
async function failure(attempt: Promise<unknown>): Promise<SendFailure> {
  const error = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SendFailure);
  const told = `${JSON.stringify(error)} ${(error as Error).stack} ${(error as Error).cause}`;
  for (const secret of [fake.token, fake.token.split(':')[1]!, 'canary', '4242'])
    expect(told).not.toContain(secret);
  return error as SendFailure;
}

test('an answer arrives as it was said', async () => {
  await channel.send(answer('<b>Fees</b>\n1 &lt; 2'));
  expect(fake.messages(7).at(-1)).toMatchObject({ from: 'bot', text: 'Fees\n1 < 2' });
});

describe('a refusal by what stands in the call', () => {
  test.each([
    ['a chat that nobody knows', answer('canary', 4242), 'unreachable', 'telegram-chat-not-found'],
    ['an empty text', answer(' '), 'never', 'telegram-400'],
    ['a text that is too long', answer('x'.repeat(4097)), 'never', 'telegram-400'],
    ['an unknown method', { ...answer(), method: 'sendNothing' }, 'never', 'telegram-404'],
  ])('%s: %s', async (_name, call, verdict, reason) => {
    expect(await failure(channel.send(call))).toMatchObject({ verdict, reason, unclear: false });
  });
});

describe('a refusal by who is there', () => {
  test('a citizen who blocked the bot, or has no account any more, is unreachable', async () => {
    fake.userBlocks(7);
    expect(await failure(channel.send(answer()))).toMatchObject({
      verdict: 'unreachable',
      reason: 'telegram-403',
    });
    fake.userUnblocks(7);
    await channel.send(answer());
    fake.userDeletesAccount(7);
    expect(await failure(channel.send(answer()))).toMatchObject({ verdict: 'unreachable' });
  });

  test('a group that has become a supergroup is lost under its old number', async () => {
    fake.userSays(-4242, '/menu');
    fake.groupMigrates(-4242, -1004242);
    expect(await failure(channel.send(answer('canary', -4242)))).toMatchObject({
      verdict: 'never',
      reason: 'telegram-migrated',
    });
  });

  test('a wrong token stops the channel and says what to do', async () => {
    const stranger = await startBoth({ token: '1:wrong', apiRoot: fake.url });
    const stopped = await failure(stranger.channel.send(answer()));
    expect(stopped).toMatchObject({ verdict: 'stopped', reason: 'telegram-401' });
    expect(stopped.message).toMatch(/@BotFather into TELEGRAM_TOKEN/);
    expect(await failure(stranger.channel.check())).toMatchObject({ verdict: 'stopped' });
    await stranger.fake.close();
  });
});

describe('a fault', () => {
  const rows: readonly [Fault, Partial<SendFailure>, carriedOut: boolean][] = [
    [{ kind: '429', retryAfter: 7 }, { verdict: 'later', reason: 'telegram-429', afterMs: 7000 }, false],
    [{ kind: '500' }, { verdict: 'again', reason: 'telegram-500', unclear: false }, false],
    [{ kind: 'reset' }, { verdict: 'again', reason: 'telegram-network', unclear: true }, false],
    [{ kind: 'resetAfter' }, { verdict: 'again', reason: 'telegram-network', unclear: true }, true],
    [{ kind: 'garbage' }, { verdict: 'again', reason: 'telegram-network', unclear: true }, false],
  ];
  test.each(rows)('%o is %o', async (fault, expected, carriedOut) => {
    fake.fault(fault);
    expect(await failure(channel.send(answer()))).toMatchObject(expected);
    expect(fake.messages(7).some(({ from }) => from === 'bot')).toBe(carriedOut);
    await channel.send(answer());
  });

  test('no answer in time is tried again, and unclear', async () => {
    fake.fault({ kind: 'hang' });
    const call = createClient({ token: fake.token, apiRoot: fake.url });
    const { method, body } = answer();
    expect(await failure(call(method, body, { timeoutMs: 50 }))).toMatchObject({
      verdict: 'again',
      reason: 'telegram-timeout',
      unclear: true,
    });
  });

  test('nobody there is tried again, and certainly not carried out', async () => {
    const nowhere = await startBoth({ apiRoot: 'http://127.0.0.1:9' });
    expect(await failure(nowhere.channel.send(answer()))).toMatchObject({
      verdict: 'again',
      reason: 'telegram-network',
      unclear: false,
    });
    await nowhere.fake.close();
  });

  test('an answer of an unknown shape is none', async () => {
    const call = createClient({ token: fake.token, apiRoot: fake.url });
    fake.fault({ kind: 'garbage', method: 'getMe' });
    expect(await failure(channel.check())).toMatchObject({ verdict: 'again' });
    expect(await call('getMe')).toMatchObject({ is_bot: true });
  });
});

describe('what there is nothing left to do about', () => {
  test('HTML that Telegram cannot read is sent once more, as plain text', async () => {
    await channel.send(answer('<b>Fees</b> &lt; <i>broken', 7, { reply_markup: { remove_keyboard: true } }));
    expect(fake.messages(7).at(-1)?.text).toBe('Fees < <i>broken');
    const [first, second] = fake.callsOf('sendMessage');
    expect(first).toMatchObject({ refused: 400 });
    expect(second?.params).toEqual({
      chat_id: '7',
      text: 'Fees < <i>broken',
      reply_markup: { remove_keyboard: true },
    });
  });

  test('a message that is the same already', async () => {
    const keyboard = { inline_keyboard: [[{ text: 'Menu', callback_data: 'menu' }]] };
    await channel.send(answer('hello', 7, { reply_markup: keyboard }));
    const { id } = fake.messages(7).at(-1)!;
    await channel.send({
      method: 'editMessageReplyMarkup',
      body: { chat_id: '7', message_id: id, reply_markup: keyboard },
      kind: 'prompt',
    });
    expect(fake.callsOf('editMessageReplyMarkup')).toMatchObject([{ refused: 400 }]);
  });

  test('a button whose spinner has ended', async () => {
    await channel.send({
      method: 'answerCallbackQuery',
      body: { callback_query_id: 'of yesterday' },
      kind: 'prompt',
    });
    expect(fake.callsOf('answerCallbackQuery')).toMatchObject([{ refused: 400 }]);
  });
});

describe('a sign', () => {
  const event = { id: '1', conversation: '7' };
  const asked = { ...event, activity: { type: 'message', text: 'hello' } };
  const value = { query: '55', message: 3, keyboard: [] };
  const pressed = { ...event, activity: { type: 'message', value: 'menu', channelData: value } };

  test('ends the spinner of a button at once, and says that an answer is being written', async () => {
    await channel.notice!(asked);
    await channel.notice!(pressed);
    await channel.typing!(asked);
    expect(fake.calls.map(({ method, params }) => [method, params])).toEqual([
      ['answerCallbackQuery', { callback_query_id: '55' }],
      ['sendChatAction', { chat_id: '7', action: 'typing' }],
    ]);
  });

  test('never rejects', async () => {
    fake.fault({ kind: '500' });
    await channel.notice!(pressed);
    fake.userBlocks(7);
    await channel.typing!(asked);
    expect(fake.calls.map(({ refused }) => refused)).toEqual([500, 403]);
  });
});

test('the check asks who the bot is', async () => {
  expect(await channel.check()).toBe('@SmartVillagerBot');
});
