import { describe, expect, test } from 'vitest';
import { createAnswering } from '../../adapters/answer.ts';
import type { HeardActivity } from '../../adapters/channel.ts';
import { FLOOD_EVENT } from '../../adapters/intake.ts';
import { readMemory } from '../../adapters/memory.ts';
import type { ClaimedEvent, TurnResult } from '../../adapters/store.ts';
import { createVillager } from '../../adapters/villager.ts';
import { web } from '../../adapters/web/index.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';

const knowledge = realKnowledge();
const NOW = Date.UTC(2026, 10, 20, 3);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const chat = {
  name: 'telegram',
  render: (said: readonly { readonly text?: string }[]) =>
    said.map(({ text = '' }) => ({ method: 'say', body: { text }, kind: 'answer' as const })),
};
const { answer, apologise } = createAnswering({
  villager: createVillager({ knowledge: () => knowledge, now: () => new Date(NOW) }),
  knowledge: () => knowledge,
  channels: [chat, web],
  humanHours: 12,
  visitorOf: async (conversation, day) => `${day.slice(0, 7)} ${conversation.length}`,
  isTest: (conversation) => conversation.endsWith('/1'),
});

const heard = (activity: HeardActivity, memory?: string, channel = 'telegram'): ClaimedEvent => ({
  id: 1,
  channel,
  conversation: `${channel}/77001122`,
  key: 'key',
  activity,
  acceptedAt: NOW,
  attempts: 0,
  memory,
});
const asks = (text: string): HeardActivity => ({ type: 'message', text, locale: 'en' });
const told = ({ calls }: TurnResult) => calls.map(({ body }) => String(body['text'])).join('\n');

describe('a message', () => {
  test('is answered through its channel, and the conversation is remembered without the platform’s id', async () => {
    const result = await answer(heard(asks('how much is a passport?')), NOW);
    expect(told(result)).toContain('USD 100');
    expect(result.memory).not.toContain('77001122');
    expect(readMemory(result.memory)).toMatchObject({ heardAt: NOW, conversation: { service: 'passport' } });
    const next = await answer(heard(asks('and which papers?'), result.memory), NOW);
    expect(told(next)).toMatch(/^Passport/);
  });

  test('of the web is answered into the thread of its page', async () => {
    const result = await answer(heard(asks('how much is a passport?'), undefined, 'web'), NOW);
    expect(result.calls).toEqual([]);
    expect(JSON.stringify(readMemory(result.memory).thread)).toContain('USD 100');
  });

  test('after a week of silence is answered with the reminder that a machine answers', async () => {
    const first = await answer(heard(asks('how much is a passport?')), NOW);
    const reminder = knowledge.speech('en')('greeting.automated');
    expect(told(await answer(heard(asks('id card'), first.memory), NOW + 6 * DAY))).not.toContain(reminder);
    expect(told(await answer(heard(asks('id card'), first.memory), NOW + 8 * DAY))).toContain(reminder);
  });

  test('that says what is wrong is kept scrubbed, with the state of the content', async () => {
    const first = await answer(heard(asks('how much is a passport?')), NOW);
    const report = await answer(heard(asks('your price is wrong, call 012 345 678'), first.memory), NOW);
    expect(report.records).toMatchObject([
      { table: 'visit', row: { day: '2026-11-20', visitor: '2026-11 17', turns: 1, is_test: 0 } },
      { table: 'occurrence', row: { kind: 'content_report', service: 'passport' } },
      {
        table: 'record',
        row: {
          kind: 'content_report',
          locale: 'en',
          catalogue_version: knowledge.version,
          fields: expect.stringContaining('"service":"passport"'),
        },
      },
    ]);
    expect(JSON.stringify(report.records)).not.toContain('345 678');
  });

  test('"forget me" leaves nothing of a chat that the platform names; on the web the answer stays', async () => {
    const first = await answer(heard(asks('how much is a passport?')), NOW);
    expect(await answer(heard(asks('forget me'), first.memory), NOW)).toMatchObject({
      memory: undefined,
      forgets: true,
    });
    const page = await answer(heard(asks('how much is a passport?'), undefined, 'web'), NOW);
    const forgotten = await answer(heard(asks('forget me'), page.memory, 'web'), NOW);
    expect(forgotten.forgets).toBe(true);
    expect(forgotten.memory).not.toContain('passport');
    expect(forgotten.memory).toContain('forgotten our conversation');
  });

  test('remembered by another version of the program starts anew', async () => {
    const result = await answer(heard(asks('how much is a passport?'), '{"shape":0,"conversation":5}'), NOW);
    expect(told(result)).toContain('USD 100');
  });
});

describe('a human of the office who writes in the chat', () => {
  const takesOver: HeardActivity = { type: 'handoff' };

  test('silences the bot for the set hours; then it says again that it is one', async () => {
    const before = await answer(heard(asks('how much is a passport?')), NOW);
    const handed = await answer(heard(takesOver, before.memory), NOW);
    expect(handed.calls).toEqual([]);
    const silent = await answer(heard(asks('id card'), handed.memory), NOW + 11 * HOUR);
    expect(silent).toMatchObject({ calls: [], memory: handed.memory });
    const back = await answer(heard(asks('id card'), silent.memory), NOW + 13 * HOUR);
    expect(told(back)).toContain(knowledge.speech('en')('greeting.automated'));
    expect(readMemory(back.memory).quietUntil).toBeUndefined();
  });

  test('does not keep a citizen from being forgotten at once', async () => {
    const before = await answer(heard(asks('how much is a passport?')), NOW);
    const handed = await answer(heard(takesOver, before.memory), NOW);
    expect(handed.heardAt).toBe(NOW);
    const forgotten = await answer(heard(asks('forget me'), handed.memory), NOW + HOUR);
    expect(forgotten).toMatchObject({ memory: undefined, forgets: true });
    expect(told(forgotten)).toContain('forgotten our conversation');
  });

  test('lengthens the silence with every word', async () => {
    const first = await answer(heard(takesOver), NOW);
    const second = await answer(heard(takesOver, first.memory), NOW + 10 * HOUR);
    expect((await answer(heard(asks('id card'), second.memory), NOW + 21 * HOUR)).calls).toEqual([]);
  });
});

test.each(['remove', 'add'])('a block or its end changes nothing: %s', async (action) => {
  const activity = { type: 'installationUpdate', action } as HeardActivity;
  expect(await answer(heard(activity, '{"shape":1}'), NOW)).toMatchObject({
    calls: [],
    memory: '{"shape":1}',
  });
});

test.each([
  ['en', 'a little slower'],
  ['km', 'យឺតបន្តិច'],
])('whoever writes too fast is told so, in %s', async (locale, words) => {
  const result = await answer(heard({ type: 'event', name: FLOOD_EVENT, locale }), NOW);
  expect(told(result)).toContain(words);
});

test('an apology names no reason to the citizen, and keeps what was remembered', async () => {
  const { memory } = await answer(heard(asks('how much is a passport?')), NOW);
  const result = apologise(heard(asks('boom'), memory), 'turn-failed');
  expect(told(result)).toContain('this is my mistake');
  expect(told(result)).not.toContain('turn-failed');
  expect(result.dies).toBe('turn-failed');
  expect(readMemory(result.memory).conversation.service).toBe('passport');
});

test('an event of a channel that is off fails, and is kept for when it is on again', async () => {
  await expect(answer(heard(asks('hi'), undefined, 'messenger'), NOW)).rejects.toThrow(
    'the channel messenger is off',
  );
});
