import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utteranceOf } from '../../adapters/activity.ts';
import { events, item, message, NOW, PSID, page } from './channel.ts';

const heard = (content: unknown) => events(page(content)).map(({ activity }) => activity);
const HOUR = 3_600_000;

const anyText = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }),
  fc.constantFrom(' ', '\n', '\u200b', '\ud800', ' ៥ ', '__proto__'),
);

describe('what citizens do', () => {
  it('any text is handed over unchanged', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(events(page(message({ text })))).toEqual([
          { id: 'm_1', conversation: PSID, at: NOW.getTime(), activity: { type: 'message', text } },
        ]);
      }),
    );
  });

  it('a quick reply, a button and a menu item are their payload', () => {
    const quick = message({ text: 'Fee', quick_reply: { payload: 's--passport--fee' } });
    expect(heard(quick)).toEqual([{ type: 'message', value: 's--passport--fee' }]);
    const tapped = item({ postback: { mid: 'm_2', title: 'Fee', payload: 's--passport--fee' } });
    expect(events(page(tapped))).toMatchObject([
      { id: 'm_2', conversation: PSID, activity: { type: 'message', value: 's--passport--fee' } },
    ]);
    const menu = item({ postback: { mid: 'm_2', title: 'Help', payload: 'en:help' } });
    expect(heard(menu)).toEqual([{ type: 'message', value: 'help', locale: 'en' }]);
    const odd = item({ postback: { mid: 'm_2', title: 'Help', payload: 'fr:help' } });
    expect(heard(odd)).toEqual([{ type: 'message', value: 'fr:help' }]);
  });

  it('Get Started and links open the chat', () => {
    const arrive = { type: 'event', name: 'arrive' };
    const started = { mid: 'm_3', title: 'Get Started', payload: 'get-started' };
    expect(heard(item({ postback: started }))).toEqual([arrive]);
    const referral = { ref: 's--passport', source: 'SHORTLINK', type: 'OPEN_THREAD' };
    expect(heard(item({ postback: { ...started, referral } }))).toEqual([
      { ...arrive, value: 's--passport' },
    ]);
    expect(heard(item({ referral }))).toEqual([{ ...arrive, value: 's--passport' }]);
    expect(heard(item({ referral: { source: 'ADS', ad_id: '6045246247433' } }))).toEqual([arrive]);
  });

  it('a first message tells the advert that led to it, and then what it says', () => {
    const referral = { ref: 's--passport', source: 'ADS', ad_id: '6045246247433' };
    expect(events(page(message({ text: 'how long?', referral })))).toMatchObject([
      {
        id: 'm_1:arrive',
        conversation: PSID,
        activity: { type: 'event', name: 'arrive', value: 's--passport' },
      },
      { id: 'm_1', conversation: PSID, activity: { type: 'message', text: 'how long?' } },
    ]);
  });

  it('a location is a point on the map, to about a kilometre', () => {
    const attachment = { type: 'location', payload: { coordinates: { lat: 13.0957, long: 103.2022 } } };
    expect(heard(message({ attachments: [attachment] }))).toEqual([
      { type: 'message', entities: [{ type: 'GeoCoordinates', latitude: 13.1, longitude: 103.2 }] },
    ]);
  });

  it.each(['image', 'audio', 'video', 'file', 'location', 'fallback', 'reel', 'post', 'ig_reel'])(
    'of an attachment (%s) only its kind is told on, and the engine says that it reads text',
    (type) => {
      const [activity] = heard(
        message({ attachments: [{ type, payload: { url: 'https://cdn.example/secret' } }] }),
      );
      expect(activity).toEqual({ type: 'message', attachments: [{ contentType: type }] });
      expect(utteranceOf(activity!)).toEqual({ kind: 'unreadable' });
    },
  );

  it('a text beside an attachment is what counts', () => {
    const attachments = [{ type: 'fallback', payload: null, title: 'a page' }];
    expect(heard(message({ text: 'look: https://example.org', attachments }))).toEqual([
      { type: 'message', text: 'look: https://example.org' },
    ]);
  });
});

describe('what is let go', () => {
  it.each<[string, object]>([
    ['a sticker', message({ attachments: [{ type: 'sticker', payload: { url: 'https://x.example/1' } }] })],
    ['a thumb', message({ sticker_id: 369239263222822, attachments: [{ type: 'image', payload: {} }] })],
    [
      'a sticker as an image',
      message({ attachments: [{ type: 'image', payload: { url: 'https://x.example', sticker_id: 1 } }] }),
    ],
    ['a read', item({ read: { watermark: 1458668856253 } })],
    ['a delivery', item({ delivery: { mids: ['m_1'], watermark: 1 } })],
    ['a reaction', item({ reaction: { reaction: 'love', action: 'react', mid: 'm_1' } })],
    ['an opt-in', item({ optin: { type: 'notification_messages' } })],
    ['an unknown event', item({ from_the_future: { value: 1 } })],
    [
      'an echo of ours',
      item({ message: { mid: 'm_9', is_echo: true, metadata: 'smart-villager', text: 'x' } }),
    ],
    ['a message without an id', item({ message: { text: 'x' } })],
    ['a message of nobody', item({ message: { mid: 'm_1', text: 'x' } }, { sender: {} })],
    ['a strange sender', item({ message: { mid: 'm_1', text: 'x' } }, { sender: { id: '../x' } })],
    ['a text that is none', message({ text: 7 })],
    ['a time that is none', item({ message: { mid: 'm_1', text: 'x' } }, { timestamp: 'soon' })],
    ['null', null as unknown as object],
  ])('%s', (_what, content) => {
    expect(events(page(content))).toEqual([]);
  });

  it('standby, changes, dashboard tests and other objects', () => {
    const { messaging } = page(message({ text: 'x' })).entry[0]!;
    expect(events({ object: 'page', entry: [{ id: '100', standby: messaging }] })).toEqual([]);
    expect(events({ object: 'page', entry: [{ id: '100', changes: [{ field: 'feed' }] }] })).toEqual([]);
    expect(events({ field: 'messages', value: messaging[0] })).toEqual([]);
    expect(events({ object: 'instagram', entry: [{ id: '100', messaging }] })).toEqual([]);
    expect(events({ object: 'page', entry: { id: '100' } })).toEqual([]);
    expect(events({})).toEqual([]);
  });

  it.each([
    ['48 hours old', -48 * HOUR, 1],
    ['a little older', -48 * HOUR - 1, 0],
    ['5 minutes ahead', HOUR / 12, 1],
    ['a little further ahead', HOUR / 12 + 1, 0],
  ])('what is %s', (_what, offset, count) => {
    const timestamp = NOW.getTime() + offset;
    expect(events(page(item({ message: { mid: 'm_1', text: 'x' } }, { timestamp })))).toHaveLength(count);
    expect(
      events(page(item({ message: { mid: 'm_1', text: 'x' } }, { timestamp: String(timestamp) }))),
    ).toHaveLength(count);
  });
});

describe('a human of the Page', () => {
  it('takes over the chat they write in', () => {
    const written = { mid: 'm_8', is_echo: true, app_id: 263902037430900, text: 'Hello, I can help' };
    const echo = {
      sender: { id: '100' },
      recipient: { id: PSID },
      timestamp: NOW.getTime(),
      message: written,
    };
    expect(events(page(echo))).toEqual([
      { id: 'm_8', conversation: PSID, at: NOW.getTime(), activity: { type: 'handoff' } },
    ]);
  });
});

describe('ids', () => {
  const tap = (changes: object = {}, at = NOW.getTime()) =>
    events(page(item({ postback: { title: 'x', payload: 'menu', ...changes } }, { timestamp: at })))[0]!.id;

  it('an event without one always gets the same, and another event another', () => {
    expect(tap()).toBe(tap());
    const link = (ref: string) => events(page(item({ referral: { ref } })))[0]!.id;
    const ids = [tap(), tap({ payload: 'help' }), tap({}, NOW.getTime() - 1), link('a'), link('b')];
    expect(new Set(ids).size).toBe(5);
    for (const id of ids) expect(id).not.toContain(PSID);
  });
});

it('of a batch of 50 all good ones are taken, in order: the malformed one is left out, the double one keeps its id', () => {
  const items: unknown[] = Array.from({ length: 50 }, (_, index) =>
    message({ text: `question ${index}` }, `m_${index}`),
  );
  items[20] = { sender: 'nobody', message: [] };
  items[30] = items[29];
  const taken = events(page(...items));
  expect(taken).toHaveLength(49);
  expect(new Set(taken.map(({ id }) => id)).size).toBe(48);
  expect(taken[20]).toMatchObject({ id: 'm_21', activity: { text: 'question 21' } });
  const together = { object: 'page', entry: [{ id: '100', messaging: items }, 'not an entry'] };
  expect(events(together)).toEqual(taken);
});
