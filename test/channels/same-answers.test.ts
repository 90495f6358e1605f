import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createVillager, type OutgoingActivity } from '../../adapters/villager.ts';
import { newConversation } from '../../bot/index.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';
import { startWhole, type WholeServer } from '../fixtures/whole-server.ts';

/** Forty questions as citizens ask them, every so many of the file, half of them Khmer and half English. */
const rows = readFileSync('test/understanding/citizen-questions.tsv', 'utf8')
  .split('\n')
  .map((line) => line.split('\t'));
const some = (language: string) => {
  const all = rows.filter(([lang]) => lang === language).map(([, question]) => String(question));
  return Array.from({ length: 20 }, (_, index) => String(all[Math.floor((index * all.length) / 20)]));
};
const QUESTIONS = [...some('km'), ...some('en')].map((question, index) => ({ question, chat: 5001 + index }));

const knowledge = realKnowledge();
let whole: WholeServer;
beforeAll(async () => {
  whole = await startWhole(knowledge);
});
afterAll(() => whole.close());

/** White space is where channels may break lines and messages. */
const bare = (...texts: readonly (string | undefined)[]) => texts.join('').replace(/\s+/gu, '');
const labelsOf = ({ suggestedActions }: OutgoingActivity) =>
  (suggestedActions?.actions ?? []).map(({ title, value }) => ({ title, value }));

/** What the console says: the engine's answer, word for word. */
async function saidOnConsole(question: string) {
  const villager = createVillager({ knowledge: () => knowledge, now: () => new Date() });
  const activity = { type: 'message', text: question, channelId: 'console', conversation: { id: '1' } };
  const { said } = await villager.respond(activity, newConversation());
  return { text: bare(...said.map(({ text }) => text)), choices: said.flatMap(labelsOf), said };
}

describe.each(QUESTIONS)('$question', ({ question, chat }) => {
  let expected: Awaited<ReturnType<typeof saidOnConsole>>;
  beforeAll(async () => {
    expected = await saidOnConsole(question);
    expect(expected.text.length).toBeGreaterThan(20);
  });

  test('is answered the same on the web', async () => {
    const response = await fetch(`${whole.url()}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'message', text: question }),
    });
    const { activities } = (await response.json()) as { activities: OutgoingActivity[] };
    expect(bare(...activities.map(({ text }) => text))).toBe(expected.text);
    expect(activities.flatMap(labelsOf)).toEqual(expected.choices);
  });

  test('is answered the same on Telegram', async () => {
    whole.telegram.userSays(chat, question);
    const shown = () => whole.telegram.messages(chat).filter(({ from }) => from === 'bot');
    await vi.waitUntil(() => bare(...shown().map(({ text }) => text)).length >= expected.text.length, 20_000);
    expect(bare(...shown().map(({ text }) => text))).toBe(expected.text);
    const typed = whole.telegram.replyKeyboard(chat)?.flat() ?? [];
    const pressed = shown().flatMap(({ keyboard }) => keyboard.flat());
    if (typed.length === 0)
      expect(pressed.map(({ callback_data }) => callback_data)).toEqual(
        expected.choices.map(({ value }) => value),
      );
    for (const { title } of expected.choices)
      expect([...pressed, ...typed].some(({ text }) => title.startsWith(text.replace(/…$/, '')))).toBe(true);
  });

  test('is answered the same on Messenger', async () => {
    await whole.graph.userSays(String(chat), question);
    const bubbles = () => whole.graph.messages(String(chat)).filter(({ from }) => from === 'page');
    const texts = () => bare(...bubbles().map(({ text }) => text));
    const taps = () =>
      bubbles().flatMap(({ quickReplies, buttons, elements }) => [
        ...quickReplies,
        ...buttons,
        ...elements.flatMap((element) => element.buttons),
      ]);
    const isWhole = () => texts().length >= expected.text.length && taps().length >= expected.choices.length;
    await vi.waitUntil(isWhole, 20_000);
    // Labels of choices may stand behind the text, numbered as they are typed.
    for (const { text } of expected.said) expect(texts()).toContain(bare(text));
    expect(taps().map(({ payload }) => payload)).toEqual(expected.choices.map(({ value }) => value));
  });
});

test('no call of the forty was refused by a platform', async () => {
  expect(whole.telegram.calls.filter(({ refused }) => refused !== undefined)).toEqual([]);
  expect(whole.graph.calls.filter(({ status }) => status !== 200)).toEqual([]);
  expect(await whole.store().deadLetters(9)).toEqual([]);
});
