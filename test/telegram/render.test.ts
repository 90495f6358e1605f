import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { activityOf } from '../../adapters/activity.ts';
import type { HeardActivity } from '../../adapters/channel.ts';
import { escaped, plain } from '../../adapters/telegram/html.ts';
import { render } from '../../adapters/telegram/render.ts';
import type { Reply } from '../../bot/index.ts';
import { parseHtml } from '../fakes/telegram/html.ts';
import { type FakeTelegram, startTelegram } from '../fakes/telegram/index.ts';

const heard = (activity: Partial<HeardActivity> = {}, conversation = '7') => ({
  conversation,
  activity: { type: 'message', ...activity },
});
const say = (...replies: Partial<Reply>[]) =>
  render(
    replies.map((reply) => activityOf({ text: 'hello', choices: [], ...reply }, 'en')),
    heard(),
  );
const choices = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ label: `Choice ${index + 1}`, code: `c--${index}` }));

let fake: FakeTelegram;
beforeAll(async () => {
  fake = await startTelegram();
  fake.userSays(7, '/start');
});
afterAll(() => fake.close());

/** Carries the calls out in the imitation, which refuses what Telegram would; gives the new bubbles. */
async function shown(calls: ReturnType<typeof render>) {
  const before = fake.messages(7).length;
  for (const { method, body } of calls) {
    const response = await fetch(`${fake.url}/bot${fake.token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(await response.json()).toMatchObject({ ok: true });
  }
  return fake.messages(7).slice(before);
}

describe('text', () => {
  test('has a bold title, shows no previews, and is an answer', () => {
    expect(say({ title: 'Fees < 5 & more', text: '<b>10,000</b>' })).toEqual([
      {
        method: 'sendMessage',
        body: {
          chat_id: '7',
          text: '<b>Fees &lt; 5 &amp; more</b>\n&lt;b&gt;10,000&lt;/b&gt;',
          parse_mode: 'HTML',
          link_preview_options: { is_disabled: true },
        },
        kind: 'answer',
      },
    ]);
  });

  test('is shown as it was written (property)', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'<>&;/b"ltamp#1 ') })),
        (text) => {
          expect(parseHtml(escaped(text))).toBe(text);
          expect(plain(escaped(text))).toBe(text);
        },
      ),
    );
  });

  test('is cut where Telegram would refuse it, by what is shown and not by its HTML', async () => {
    const lengths = async (text: string) => (await shown(say({ text }))).map((bubble) => bubble.text.length);
    expect(await lengths('&'.repeat(4096))).toEqual([4096]);
    expect(await lengths('&'.repeat(4097))).toEqual([4096, 1]);
  });

  test('never exceeds what Telegram takes, and loses no word and no choice (property)', async () => {
    const word = fc.string({
      unit: fc.constantFrom('ក', 'ក្ក', 'ា', 'a', '<', '&', '។', '👩‍👩‍👧'),
      minLength: 1,
    });
    const arbitrary = fc.record({
      title: fc.string({ unit: fc.constantFrom('ស', 'e', '<'), minLength: 1, maxLength: 60 }),
      text: fc.array(word, { minLength: 1, maxLength: 40 }).map((words) => words.join(' ').repeat(30)),
      count: fc.integer({ min: 0, max: 130 }),
    });
    await fc.assert(
      fc.asyncProperty(arbitrary, async ({ title, text, count }) => {
        const bubbles = await shown(say({ title, text, choices: choices(count) }));
        const all = bubbles.map((bubble) => bubble.text).join('\n');
        const buttons = bubbles.flatMap(({ keyboard }) => keyboard.flat());
        expect(squeezed(all).startsWith(squeezed(title + text))).toBe(true);
        expect(buttons.map(({ callback_data }) => callback_data)).toEqual(
          choices(Math.min(count, 100)).map(({ code }) => code),
        );
        for (const { label } of choices(count).slice(100)) expect(all).toContain(label);
      }),
      { numRuns: 40 },
    );
  });
});

const squeezed = (text: string): string => text.replace(/\s+/g, '');

describe('choices', () => {
  test('stand under the last piece, two short ones in a row', async () => {
    const labels = ['Fees', 'Papers', 'Birth certificate copy', 'Time', 'Menu', 'More…'];
    const bubbles = await shown(
      say({ text: 'word '.repeat(1000), choices: labels.map((label) => ({ label, code: label })) }),
    );
    expect(bubbles.map(({ keyboard }) => keyboard.length)).toEqual([0, 4]);
    expect(bubbles[1]?.keyboard.map((row) => row.map(({ text }) => text))).toEqual([
      ['Fees', 'Papers'],
      ['Birth certificate copy'],
      ['Time', 'Menu'],
      ['More…'],
    ]);
  });

  test('that are pressed are marked first, the others stay', () => {
    const keyboard = [
      [
        { text: '✓ Fees', callback_data: 'a' },
        { text: 'Papers', callback_data: 'b' },
      ],
    ];
    const press = (value: string) =>
      render([], heard({ value, channelData: { query: '1', message: 3, keyboard } }));
    expect(press('b')).toEqual([
      {
        method: 'editMessageReplyMarkup',
        body: {
          chat_id: '7',
          message_id: 3,
          reply_markup: {
            inline_keyboard: [
              [
                { text: 'Fees', callback_data: 'a' },
                { text: '✓ Papers', callback_data: 'b' },
              ],
            ],
          },
        },
        kind: 'prompt',
      },
    ]);
    expect(press('a')).toEqual([]);
    expect(press('gone')).toMatchObject([{ kind: 'prompt' }]);
    expect(render([], heard({ value: 'a', channelData: { query: '1', message: 3, keyboard: [] } }))).toEqual(
      [],
    );
  });
});

describe('choices that can be taken back', () => {
  const reasons = (...labels: string[]) => labels.map((label, index) => ({ label, code: `reason-${index}` }));
  const keyboardOf = (...labels: string[]) => [
    reasons(...labels).map(({ label, code }) => ({ text: label, callback_data: code })),
  ];

  test.each([
    ['chosen', 'Staff', '☑ Staff'],
    ['taken back', '☑ Staff', 'Staff'],
    ['taken back, where it was marked as other choices are', '✓ ☑ Staff', 'Staff'],
  ])('have one sign where they were pressed, as in the answer: %s', (_, before, after) => {
    const pressed = { query: '1', message: 3, keyboard: keyboardOf(before, 'Price', 'Skip') };
    const answer = { text: 'Noted', choices: reasons(after, '☑ Price', 'Done') };
    const [mark] = render([activityOf(answer, 'en')], heard({ value: 'reason-0', channelData: pressed }));
    expect(mark).toMatchObject({
      method: 'editMessageReplyMarkup',
      body: { reply_markup: { inline_keyboard: keyboardOf(after, '☑ Price', 'Done') } },
    });
  });
});

describe('the question for a place', () => {
  const asks = { text: 'Where?', choices: choices(1), asksPlace: { label: 'Send my location' } };
  const markups = (replies: Partial<Reply>[], chat = '7') =>
    render(
      replies.map((reply) => activityOf({ text: 'hello', choices: [], ...reply }, 'en')),
      heard({}, chat),
    ).map(({ body }) => [body['text'], Object.keys(body['reply_markup'] ?? {})[0]]);

  test('offers to send it, and the other choices as keys', async () => {
    await shown(say(asks));
    expect(fake.replyKeyboard(7)).toEqual([
      [{ text: 'Send my location', request_location: true }],
      [{ text: 'Choice 1' }],
    ]);
    await shown(say({ title: 'Sangkae', text: 'One office', choices: choices(2), placeAskedBefore: true }));
    expect(fake.replyKeyboard(7)).toBeUndefined();
  });

  test('ends with the next turn: its first message takes the keys away, its last has the buttons', () => {
    const over = { placeAskedBefore: true } as const;
    const choice = choices(1);
    expect(markups([{ ...over }])).toEqual([['hello', 'remove_keyboard']]);
    expect(markups([{ ...over, title: 'A', text: 'b\nc', choices: choice }])).toEqual([
      ['<b>A</b>', 'remove_keyboard'],
      ['b\nc', 'inline_keyboard'],
    ]);
    expect(markups([{ ...over, text: 'តើអ្វី? សូមជ្រើសរើស។', choices: choice }])).toEqual([
      ['តើអ្វី?', 'remove_keyboard'],
      ['សូមជ្រើសរើស។', 'inline_keyboard'],
    ]);
    expect(markups([{ ...over, title: 'No. 5 permit', text: 'Two words. More.', choices: choice }])).toEqual([
      ['<b>No. 5 permit</b>', 'remove_keyboard'],
      ['Two words. More.', 'inline_keyboard'],
    ]);
    expect(markups([{ ...over, text: 'Two words. More of them.', choices: choice }])).toEqual([
      ['Two words.', 'remove_keyboard'],
      ['More of them.', 'inline_keyboard'],
    ]);
    expect(markups([{ ...over, text: 'One sentence.', choices: choice }])).toEqual([
      ['One sentence.', 'inline_keyboard'],
    ]);
    expect(markups([{ ...over }, { text: 'more', choices: choice }])).toEqual([
      ['hello', 'remove_keyboard'],
      ['more', 'inline_keyboard'],
    ]);
    expect(markups([{ ...over, ...asks }])).toEqual([['Where?', 'keyboard']]);
  });

  test('has ordinary buttons in a group, where no location can be asked for', () => {
    expect(markups([asks], '-7')).toEqual([['Where?', 'inline_keyboard']]);
    expect(markups([{ placeAskedBefore: true }], '-7')).toEqual([['hello', undefined]]);
  });
});
