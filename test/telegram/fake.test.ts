import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FakeTelegram, startTelegram } from '../fakes/telegram/index.ts';

let fake: FakeTelegram;
beforeAll(async () => {
  fake = await startTelegram();
  fake.userSays(7, '/start');
  fake.userSays(-7, '/start');
});
afterAll(() => fake.close());

async function refused(method: string, params: object, token = fake.token): Promise<string> {
  const response = await fetch(`${fake.url}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });
  const body = (await response.json()) as { ok: boolean; error_code?: number; description?: string };
  expect(body.error_code).toBe(body.ok ? undefined : response.status);
  return body.ok ? 'ok' : `${response.status} ${body.description}`;
}
const text = (more: object) => ({ chat_id: 7, text: 'a', ...more });
const button = (data: string, label = 'a') => ({
  reply_markup: { inline_keyboard: [[{ text: label, callback_data: data }]] },
});
const commands = (command: string, description = 'a', count = 1) => ({
  commands: Array.from({ length: count }, () => ({ command, description })),
});

/** Without these refusals the other tests would prove nothing. */
test.each([
  ['sendMessage', text({}), 'ok'],
  ['sendMessage', text({ text: 'x'.repeat(4096) }), 'ok'],
  ['sendMessage', text({ text: 'x'.repeat(4097) }), '400 Bad Request: message is too long'],
  ['sendMessage', text({ text: `<b>${'&lt;'.repeat(4096)}</b>`, parse_mode: 'HTML' }), 'ok'],
  ['sendMessage', text({ text: ' \n' }), '400 Bad Request: message text is empty'],
  ['sendMessage', text({ text: '<b></b>', parse_mode: 'HTML' }), '400 Bad Request: message text is empty'],
  [
    'sendMessage',
    text({ text: 'ក<b>a', parse_mode: 'HTML' }),
    `400 Bad Request: can't parse entities: Can't find end tag corresponding to start tag "b"`,
  ],
  [
    'sendMessage',
    text({ text: 'ក<5', parse_mode: 'HTML' }),
    `400 Bad Request: can't parse entities: Unclosed start tag at byte offset 3`,
  ],
  [
    'sendMessage',
    text({ text: '<p>a</p>', parse_mode: 'HTML' }),
    `400 Bad Request: can't parse entities: Unsupported start tag "p" at byte offset 0`,
  ],
  ['sendMessage', text({ chat_id: 9 }), '400 Bad Request: chat not found'],
  ['sendMessage', text({ chat_id: undefined }), '400 Bad Request: chat_id is empty'],
  ['sendMessage', text(button('x'.repeat(64))), 'ok'],
  ['sendMessage', text(button('ក'.repeat(22))), '400 Bad Request: BUTTON_DATA_INVALID'],
  [
    'sendMessage',
    text(button('')),
    "400 Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
  ],
  [
    'sendMessage',
    text({ chat_id: -7, reply_markup: { keyboard: [[{ text: 'a', request_location: true }]] } }),
    '400 Bad Request: location can be requested in private chats only',
  ],
  ['editMessageText', text({ message_id: 1 }), '400 Bad Request: message to edit not found'],
  ['sendNothing', {}, '404 Not Found: method not found'],
  [
    'sendChatAction',
    { chat_id: 7, action: 'sleeping' },
    '400 Bad Request: wrong parameter action in request',
  ],
  [
    'answerCallbackQuery',
    { callback_query_id: '1' },
    '400 Bad Request: query is too old and response timeout expired or query ID is invalid',
  ],
  ['setMyCommands', commands('a_1'), 'ok'],
  ['setMyCommands', commands('a-1'), '400 Bad Request: BOT_COMMAND_INVALID'],
  ['setMyCommands', commands('a'.repeat(33)), '400 Bad Request: Command length must not exceed 32'],
  ['setMyCommands', commands('a', ''), '400 Bad Request: Command description must be non-empty'],
  ['setMyCommands', commands('a', 'a', 101), '400 Bad Request: BOT_COMMANDS_TOO_MUCH'],
  ['setMyName', { name: 'a'.repeat(65) }, '400 Bad Request: Bot name is too long'],
  ['setMyDescription', { description: 'a'.repeat(513) }, '400 Bad Request: Bot description is too long'],
  [
    'setMyShortDescription',
    { short_description: 'a'.repeat(121) },
    '400 Bad Request: Bot short description is too long',
  ],
  ['setMyName', { name: 'a', language_code: 'khm' }, '400 Bad Request: invalid language code specified'],
  [
    'setWebhook',
    { url: 'http://villager.example' },
    '400 Bad Request: bad webhook: An HTTPS URL must be provided for webhook',
  ],
  [
    'setWebhook',
    { url: 'https://villager.example:3000' },
    '400 Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443',
  ],
  [
    'setWebhook',
    { url: 'https://villager.example', secret_token: 'a b' },
    '400 Bad Request: secret token contains unallowed characters',
  ],
])('%s %o: %s', async (method, params, answer) => {
  expect(await refused(method, params)).toBe(answer);
});

test('a wrong token is unauthorized', async () => {
  expect(await refused('getMe', {}, '1:wrong')).toBe('401 Unauthorized');
});
