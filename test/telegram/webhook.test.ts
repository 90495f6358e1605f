import { expect, test } from 'vitest';
import { telegram } from '../../adapters/telegram/index.ts';
import { NOW, SECONDS, SECRET, silent, webhookOf } from './channel.ts';

const HEADER = 'x-telegram-bot-api-secret-token';
const update = {
  update_id: 8,
  message: { message_id: 1, date: SECONDS, chat: { id: 7, type: 'private' }, text: 'hello' },
};

test('a webhook with the secret is heard', () => {
  expect(silent.receive(webhookOf(update))).toEqual({
    events: [
      {
        id: '8',
        conversation: '7',
        activity: { type: 'message', text: 'hello' },
        at: update.message.date * 1000,
      },
    ],
  });
  expect(silent.path).toBe('/webhooks/telegram');
});

test.each([
  ['no secret', undefined],
  ['an empty one', ''],
  ['a short one', SECRET.slice(0, -1)],
  ['a long one', `${SECRET}a`],
  ['a wrong one', `X${SECRET.slice(1)}`],
  ['other letters', SECRET.toUpperCase()],
  ['the secret twice', [SECRET, SECRET]],
  ['the secret twice, as Node joins it', `${SECRET}, ${SECRET}`],
  ['letters beyond ASCII', 'កខគ'],
])('%s is refused with 401', (_name, header) => {
  expect(silent.receive(webhookOf(update, { [HEADER]: header }))).toMatchObject({ refused: 401 });
});

test('a channel without a secret refuses every webhook', () => {
  const open = telegram({ token: '1:none', apiRoot: 'http://127.0.0.1:9', now: () => NOW });
  for (const header of [undefined, '', 'undefined', SECRET])
    expect(open.receive(webhookOf(update, { [HEADER]: header }))).toMatchObject({ refused: 401 });
});

test.each([
  ['nothing', ''],
  ['half of it', '{"update_id":1,'],
  ['a number', '7'],
  ['null', 'null'],
  ['a list', [update]],
  ['no number', { message: update.message }],
  ['a number that is none', { update_id: '8' }],
])('%s is refused with 400', (_name, body) => {
  expect(silent.receive(webhookOf(body))).toMatchObject({ refused: 400 });
});

test('a refusal tells neither the secret nor what was sent', () => {
  const refused = JSON.stringify(silent.receive(webhookOf('canary', { [HEADER]: 'canary' })));
  expect(refused).not.toContain(SECRET);
  expect(refused).not.toContain('canary');
});
