import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activityOf } from '../../adapters/activity.ts';
import type { OutgoingActivity } from '../../adapters/villager.ts';
import type { Choice, Locale, Reply } from '../../bot/index.ts';
import { type FakeGraph, startFakeGraph } from '../fakes/graph.ts';
import { offline, online, PSID } from './channel.ts';

const heard = { conversation: PSID, activity: { type: 'message' } };
const choice = (label: string, code = `code-${label}`): Choice => ({ label, code });
const choices = (count: number, label = (at: number) => `choice ${at}`) =>
  Array.from({ length: count }, (_, index) => choice(label(index + 1)));
const said = (text: string, offered: readonly Choice[] = [], locale: Locale = 'en') =>
  activityOf({ text, choices: offered } satisfies Reply, locale);
const rendered = (...activities: OutgoingActivity[]) => offline().render(activities, heard);
interface Shown {
  readonly text?: string;
  readonly quick_replies?: readonly { readonly title: string; readonly payload: string }[];
  readonly attachment?: { readonly payload: Record<string, unknown> };
}
const messages = (...activities: OutgoingActivity[]) =>
  rendered(...activities).map(({ body }) => body['message'] as Shown);

describe('an answer', () => {
  it('goes to the chat as a response with our mark, and with no tag', () => {
    expect(rendered(said('Hello'))).toEqual([
      {
        method: 'me/messages',
        kind: 'answer',
        body: {
          recipient: { id: PSID },
          messaging_type: 'RESPONSE',
          message: { text: 'Hello', metadata: 'smart-villager' },
        },
      },
    ]);
  });

  it('begins with its title, set off by an empty line, and is cut between lines when it is too long', () => {
    const [first, second] = messages(
      activityOf(
        { title: 'Passport', text: `${'a'.repeat(1_500)}\n${'b'.repeat(1_500)}`, choices: [] },
        'en',
      ),
    );
    expect(first?.text).toBe(`Passport\n\n${'a'.repeat(1_500)}`);
    expect(second?.text).toBe('b'.repeat(1_500));
  });

  it('of nothing is no message', () => {
    expect(messages(said('  '))).toEqual([]);
  });
});

describe('choices', () => {
  it('up to three are buttons, which stay', () => {
    const [only, ...more] = messages(said('Which?', choices(3)));
    expect(more).toEqual([]);
    expect(only?.attachment?.payload).toEqual({
      template_type: 'button',
      text: 'Which?',
      buttons: [1, 2, 3].map((at) => ({
        type: 'postback',
        title: `choice ${at}`,
        payload: `code-choice ${at}`,
      })),
    });
  });

  it('a long text comes first, its end stands over the buttons', () => {
    const lines = Array.from({ length: 30 }, (_, at) => `Line ${at} ${'x'.repeat(40)}`).join('\n');
    const all = messages(said(lines, choices(1)));
    const shown = all.map(({ text, attachment }) => text ?? String(attachment?.payload['text']));
    expect(all).toHaveLength(2);
    expect(shown.join('\n')).toBe(lines);
    expect(shown.at(-1)!.length).toBeLessThanOrEqual(640);
  });

  it.each([4, 13])('%d are quick replies under the last message', (count) => {
    const all = messages(said('a'.repeat(3_000), choices(count)));
    expect(all.map(({ quick_replies }) => quick_replies?.length)).toEqual([undefined, count]);
    expect(all[1]?.quick_replies?.[0]).toEqual({
      content_type: 'text',
      title: 'choice 1',
      payload: 'code-choice 1',
    });
  });

  it('with long labels they are cards, numbered by their place in the digits of the language', () => {
    const long = choices(3, (at) => `A service with a long name ${at}`);
    const [text, cards] = messages(said('Which?', long, 'km'));
    expect(text?.text).toBe('Which?');
    expect(cards?.attachment?.payload).toEqual({
      template_type: 'generic',
      elements: long.map(({ label, code }, index) => ({
        title: `${'១២៣'[index]}. ${label}`,
        buttons: [{ type: 'postback', title: 'Choose', payload: code }],
      })),
    });
  });

  it.each([
    ['fourteen', choices(14)],
    ['eleven long ones', choices(11, (at) => `A service with a long name ${at}`)],
    ['one too long for a card', [choice('x'.repeat(78)), choice('Menu')]],
  ])('%s are numbered in the text, the first thirteen numbers to tap', (_what, many) => {
    const [only, ...more] = messages(said('Which?', many));
    expect(more).toEqual([]);
    expect(only?.text).toBe(
      `Which?\n\n${many.map(({ label }, index) => `${index + 1}. ${label}`).join('\n')}`,
    );
    expect(only?.quick_replies?.map(({ title, payload }) => [title, payload])).toEqual(
      many.slice(0, 13).map(({ code }, index) => [String(index + 1), code]),
    );
  });

  it('only the last choices of a turn are numbered: a typed number picks from those', () => {
    const first = choices(2, (at) => `A service with a long name ${at}`);
    const all = messages(said('One', first), said('Two', first), said('Three'));
    const titles = all.flatMap(({ attachment }) =>
      (attachment?.payload['elements'] as { title: string }[] | undefined)?.map(({ title }) =>
        title.slice(0, 4),
      ),
    );
    expect(titles.filter((title) => title !== undefined)).toEqual(['A se', 'A se', '1. A', '2. A']);
  });
});

describe('whatever is said', () => {
  let graph: FakeGraph;
  beforeAll(async () => {
    graph = await startFakeGraph();
    await graph.userSays(PSID, 'hello');
  });
  afterAll(() => graph.close());

  const label = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter((text) => /\S/.test(text)),
    fc.constantFrom('ម៉ឺនុយ', 'តម្លៃ', 'Fee', 'x'.repeat(90), 'ចុះបញ្ជីកំណើត និងសំបុត្រកំណើត'),
  );
  const reply = fc.record({
    text: fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 100 }),
      fc
        .array(fc.constantFrom('តម្លៃ ២០០០ រៀល។ ', 'passport ', '\n', '👨‍👩‍👧'), { maxLength: 400 })
        .map((parts) => parts.join('')),
    ),
    labels: fc.array(label, { maxLength: 16 }),
    locale: fc.constantFrom<Locale>('km', 'en'),
  });

  it('Messenger takes it, and no choice is lost', async () => {
    const channel = online(graph);
    await fc.assert(
      fc.asyncProperty(fc.array(reply, { maxLength: 2 }), async (replies) => {
        const activities = replies.map(({ text, labels, locale }) =>
          said(
            text,
            labels.map((one, index) => choice(one, `code-${index}`)),
            locale,
          ),
        );
        const calls = channel.render(activities, heard);
        for (const call of calls) await channel.send(call);
        const offered = JSON.stringify(calls);
        for (const { labels } of replies)
          for (const index of labels.slice(0, 13).keys())
            expect(offered, 'a button').toContain(`"code-${index}"`);
        const last = replies.findLast(({ labels }) => labels.length > 13);
        if (last && replies.at(-1) === last) {
          const text = calls.map(({ body }) => (body['message'] as Shown).text ?? '').join('\n');
          for (const one of last.labels)
            expect(text.replace(/\s/g, ''), 'a label').toContain(one.replace(/\s/g, ''));
        }
      }),
      { numRuns: 150 },
    );
    expect(graph.calls.every(({ status }) => status === 200)).toBe(true);
  });
});
