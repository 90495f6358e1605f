import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode } from '../../adapters/telegram/decode.ts';
import { Update } from '../../adapters/telegram/update.ts';
import { NOW, SECONDS } from './channel.ts';

const hear = (part: object, botName: string | undefined = 'VillagerBot') =>
  decode(Update.parse({ update_id: 8, ...part }), { now: NOW, botName });
const PRIVATE = { id: 7, type: 'private' };
const GROUP = { id: -7, type: 'supergroup' };
const from = { id: 7, is_bot: false, first_name: 'Sokha' };
const message = (part: object, chat: object = PRIVATE) => ({
  message: { message_id: 1, date: SECONDS, chat, from, ...part },
});
const activityOf = (part: object) => hear(part)[0]?.activity;
const told = (part: object, chat?: object) => activityOf(message(part, chat));

describe('a text', () => {
  test('comes unchanged, whatever it is (property)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        fc.pre(!text.startsWith('/'));
        expect(told({ text })).toEqual({ type: 'message', text });
      }),
    );
    expect(told({ text: '/passport please' })).toEqual({ type: 'message', text: '/passport please' });
  });

  test('carries the language of the phone, when it is one of ours', () => {
    const speaks = (code: string) => told({ text: 'a', from: { ...from, language_code: code } })?.locale;
    expect(['km', 'en', 'en-GB', 'fr', 'kmx', ''].map(speaks)).toEqual(['km', 'en', 'en', ...Array(3)]);
  });

  test('under a picture is heard', () => {
    expect(told({ photo: [], caption: 'how much?' })).toEqual({ type: 'message', text: 'how much?' });
  });

  test('has the number of the update and of the chat', () => {
    expect(hear(message({ text: 'a' }, { id: -1001234567890, type: 'private' }))).toMatchObject([
      { id: '8', conversation: '-1001234567890' },
    ]);
  });
});

describe('a command', () => {
  test.each([
    ['/menu', 'menu'],
    ['/help', 'help'],
    ['/office', 'office'],
    ['/language', 'language'],
    ['/HELP@villagerbot now', 'help'],
  ])('%s is the button %s', (text, value) => {
    expect(told({ text })).toEqual({ type: 'message', value });
  });

  test('/start opens the chat, perhaps by a link', () => {
    expect(told({ text: '/start' })).toEqual({ type: 'event', name: 'arrive' });
    expect(told({ text: '/start s--passport' })).toEqual({
      type: 'event',
      name: 'arrive',
      value: 's--passport',
    });
  });
});

describe('in a group', () => {
  test.each([
    ['/menu', { type: 'message', value: 'menu' }],
    ['/menu@VillagerBot', { type: 'message', value: 'menu' }],
    ['/passport@villagerbot how much?', { type: 'message', text: 'passport how much?' }],
    ['/menu@OtherBot', undefined],
    ['/ban', undefined],
    ['how much is a passport?', undefined],
    ['@VillagerBot menu', undefined],
  ])('%s', (text, activity) => {
    expect(told({ text }, GROUP)).toEqual(activity);
  });

  test('is paced as a group', () => {
    expect(hear(message({ text: '/menu' }, GROUP))[0]).toMatchObject({ isGroup: true });
    expect(hear(message({ text: 'menu' }, PRIVATE))[0]).not.toHaveProperty('isGroup');
  });

  test('pictures and places are not for the bot, channels not at all', () => {
    expect(told({ photo: [] }, GROUP)).toBeUndefined();
    expect(told({ location: { latitude: 1, longitude: 2 } }, GROUP)).toBeUndefined();
    expect(told({ text: '/menu' }, { id: -9, type: 'channel' })).toBeUndefined();
  });
});

describe('what is no text', () => {
  test('a location is one, by a kilometre', () => {
    expect(told({ location: { latitude: 13.07123, longitude: 103.25456 } })).toEqual({
      type: 'message',
      entities: [{ type: 'GeoCoordinates', latitude: 13.07, longitude: 103.25 }],
    });
  });

  test.each(['photo', 'voice', 'video', 'video_note', 'audio', 'document', 'contact', 'poll'])(
    '%s is an attachment',
    (kind) => {
      expect(told({ [kind]: {} })?.attachments).toEqual([{ contentType: expect.stringContaining('/') }]);
    },
  );

  test.each(['sticker', 'dice', 'new_chat_members', 'pinned_message', 'something_new'])(
    '%s is nothing',
    (kind) => {
      expect(told({ [kind]: {} })).toBeUndefined();
    },
  );
});

describe('a pressed button', () => {
  const keyboard = [[{ text: 'Menu', callback_data: 'menu' }]];
  const query = (holder: object) => ({
    callback_query: { id: '55', from, data: 'menu', message: { message_id: 3, chat: PRIVATE, ...holder } },
  });

  test('is its code, and keeps what is needed to mark it', () => {
    expect(activityOf(query({ date: 1, reply_markup: { inline_keyboard: keyboard } }))).toEqual({
      type: 'message',
      value: 'menu',
      channelData: { query: '55', message: 3, keyboard },
    });
  });

  test('works under a message that is too old to be read, and beside a button of another kind', () => {
    expect(activityOf(query({ date: 0 }))?.channelData?.keyboard).toEqual([]);
    const links = { reply_markup: { inline_keyboard: [[{ text: 'a', url: 'https://a.example' }]] } };
    expect(activityOf(query(links))?.value).toBe('menu');
  });

  test('of a game, or of nobody knows where, is nothing', () => {
    expect(activityOf({ callback_query: { id: '5', from, game_short_name: 'g' } })).toBeUndefined();
    expect(activityOf({ callback_query: { id: '5', from, data: 'menu' } })).toBeUndefined();
  });
});

describe('an edit', () => {
  const edit = (part: object, minutes: number) =>
    activityOf({
      edited_message: { ...message(part).message, date: SECONDS - minutes * 60, edit_date: SECONDS },
    });
  test('of a text is a new question, for a quarter of an hour', () => {
    expect(edit({ text: 'passport' }, 15)).toEqual({ type: 'message', text: 'passport' });
    expect(edit({ text: 'passport' }, 16)).toBeUndefined();
  });
  test('of anything else is nothing: a place that moves, a caption', () => {
    expect(edit({ location: { latitude: 1, longitude: 2 } }, 1)).toBeUndefined();
    expect(edit({ photo: [], caption: 'a' }, 1)).toBeUndefined();
  });
});

test.each([
  ['kicked', 'remove'],
  ['left', 'remove'],
  ['member', 'add'],
  ['administrator', 'add'],
])('%s is installationUpdate %s', (status, action) => {
  const moved = { chat: PRIVATE, from, date: SECONDS, new_chat_member: { status } };
  expect(activityOf({ my_chat_member: moved })).toEqual({ type: 'installationUpdate', action });
});

describe('time', () => {
  const HOUR = 3600;
  test.each([
    [-48 * HOUR, 1],
    [-48 * HOUR - 1, 0],
    [5 * 60, 1],
    [5 * 60 + 1, 0],
  ])('a message of %i s from now gives %i', (seconds, count) => {
    expect(hear(message({ text: 'a', date: SECONDS + seconds }))).toHaveLength(count);
    const moved = {
      chat: PRIVATE,
      date: SECONDS + seconds,
      new_chat_member: { status: 'left' },
    };
    expect(hear({ my_chat_member: moved })).toHaveLength(count);
  });
});

test('bots, and what nobody of us knows, are nothing and no error (property)', () => {
  expect(told({ text: 'a', from: { ...from, is_bot: true } })).toBeUndefined();
  fc.assert(
    fc.property(
      fc.constantFrom('message', 'edited_message', 'callback_query', 'my_chat_member', 'poll', 'shipping'),
      fc.anything(),
      (kind, part) => {
        expect(hear({ [kind]: part })).toEqual([]);
      },
    ),
  );
});
