import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ReceivedEvent } from '../../adapters/channel.ts';
import { silent, startBoth } from './channel.ts';

let both: Awaited<ReturnType<typeof startBoth>>;
let accepted: string[];
let logged: string[];
let end: AbortController;
beforeEach(async () => {
  both = await startBoth();
  accepted = [];
  logged = [];
  end = new AbortController();
});
afterEach(async () => {
  end.abort();
  await both.fake.close();
});

const note = (level: string) => (fields: object, message: string) =>
  void logged.push(`${level} ${message} ${JSON.stringify(fields)}`);
const log = { warn: note('warn'), error: note('error') };
const keep = async (events: readonly ReceivedEvent[]) => {
  accepted.push(...events.map(({ activity }) => String(activity.text ?? activity.value)));
};
const start = (
  accept: (events: readonly ReceivedEvent[]) => Promise<unknown> = keep,
  channel = both.channel,
) => channel.poll({ accept, signal: end.signal, log, backOffMs: () => 5 });
const offsets = () => both.fake.callsOf('getUpdates').map(({ params }) => params['offset']);

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries += 1) {
    if (tries > 400) throw new Error('it has not come to that in two seconds');
    await pause(5);
  }
}

test('events are taken in order, and confirmed with the next question', async () => {
  const first = both.fake.userSays(7, 'one');
  both.fake.userSays(8, 'two');
  const ended = start();
  await until(() => accepted.length === 2);
  both.fake.userSays(7, 'three');
  await until(() => offsets().length === 3);
  expect(accepted).toEqual(['one', 'two', 'three']);
  expect(offsets()).toEqual([undefined, first + 2, first + 3]);
  expect(both.fake.calls[0]?.params).toMatchObject({
    timeout: 50,
    allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
  });
  end.abort();
  expect(await ended).toBeUndefined();
});

test('what could not be kept is not confirmed, and comes again', async () => {
  let tries = 0;
  const first = both.fake.userSays(7, 'canary');
  const ended = start(async (events) => {
    tries += 1;
    if (tries === 1) throw new Error('the disk is full of canary');
    await keep(events);
  });
  await until(() => offsets().length === 3);
  expect(offsets()).toEqual([undefined, undefined, first + 1]);
  expect(accepted).toEqual(['canary']);
  expect(logged).toEqual([`warn telegram.polling_again {"reason":"not-accepted","failures":1}`]);
  end.abort();
  await ended;
});

test('nothing is confirmed before it is durable', async () => {
  let durable = () => {};
  both.fake.userSays(7, 'one');
  const ended = start(() => new Promise<void>((resolve) => (durable = resolve)));
  await pause(60);
  expect(offsets()).toHaveLength(1);
  durable();
  await until(() => offsets().length === 2);
  end.abort();
  await ended;
});

test('an update that asks for no answer is passed over', async () => {
  const sticker = both.fake.userSends(7, { sticker: {} });
  const ended = start();
  await until(() => offsets().length === 2);
  expect(offsets()[1]).toBe(sticker + 1);
  expect(accepted).toEqual([]);
  end.abort();
  await ended;
});

test.each(['500', 'reset', 'garbage', 'resetAfter'] as const)('%s passes: it asks again', async (kind) => {
  both.fake.fault({ kind, times: 2 });
  both.fake.userSays(7, 'one');
  const ended = start();
  await until(() => accepted.length > 0);
  expect(accepted).toEqual(['one']);
  expect(logged).toHaveLength(2);
  end.abort();
  await ended;
});

test('waits as long as Telegram says', async () => {
  both.fake.fault({ kind: '429', retryAfter: 1 });
  both.fake.userSays(7, 'one');
  const began = Date.now();
  const ended = start();
  await until(() => accepted.length > 0);
  expect(Date.now() - began).toBeGreaterThanOrEqual(990);
  end.abort();
  await ended;
});

test('a webhook that is set ends it, with what to do', async () => {
  await fetch(`${both.fake.url}/bot${both.fake.token}/setWebhook?url=https://villager.example/w`);
  expect(await start()).toMatchObject({
    reason: expect.stringMatching(/npm run telegram:setup/),
    isFinal: true,
  });
  expect(logged).toHaveLength(1);
  expect(both.fake.callsOf('deleteWebhook')).toEqual([]);
});

test('a second program with the same token ends the first for a while, with what to do', async () => {
  const first = start();
  await until(() => offsets().length === 1);
  const second = new AbortController();
  const other = both.channel.poll({ accept: keep, signal: second.signal, log });
  expect(await first).toMatchObject({
    reason: expect.stringMatching(/Another program asks Telegram/),
    isFinal: false,
  });
  both.fake.userSays(7, 'one');
  await until(() => accepted.length === 1);
  second.abort();
  expect(await other).toBeUndefined();
});

test('a dead token ends it for now', async () => {
  const stranger = await startBoth({ token: '1:dead', apiRoot: both.fake.url });
  expect(await start(keep, stranger.channel)).toMatchObject({
    reason: expect.stringMatching(/@BotFather/),
    isFinal: false,
  });
  await stranger.fake.close();
});

test('ends at once: while it waits for an update, and while it waits to try again', async () => {
  const waiting = start();
  await until(() => offsets().length === 1);
  const began = Date.now();
  end.abort();
  expect(await waiting).toBeUndefined();
  end = new AbortController();
  const trying = silent.poll({ accept: keep, signal: end.signal, log, backOffMs: () => 60_000 });
  await until(() => logged.length === 1);
  end.abort();
  expect(await trying).toBeUndefined();
  expect(Date.now() - began).toBeLessThan(1500);
});

test('no line of the log tells the token', async () => {
  both.fake.fault({ kind: 'garbage', times: 2 });
  const ended = start();
  await until(() => logged.length === 2);
  end.abort();
  await ended;
  const stranger = await startBoth({ token: '1:dead-canary', apiRoot: both.fake.url });
  end = new AbortController();
  await start(keep, stranger.channel);
  await stranger.fake.close();
  expect(logged).toHaveLength(3);
  expect(logged.join('\n')).not.toMatch(new RegExp(`${both.fake.token}|canary|http`));
});
