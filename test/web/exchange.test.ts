import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createExchange } from '../../adapters/web/exchange.ts';
import { threadsInMemory } from '../../adapters/web/threads.ts';

type Said = { readonly type: string; readonly text?: string };

/** An exchange whose villager repeats what it hears, with a clock that can be moved and a switch that breaks it. */
function exchangeAt(forgetsOn?: string) {
  const state = { minutes: 0, broken: false, heard: 0 };
  const now = () => new Date(state.minutes * 60_000);
  const threads = threadsInMemory(now);
  const respond = async ({ type, text }: Said) => {
    state.heard += 1;
    if (state.broken) throw new Error('broken');
    const forgets = type === forgetsOn ? { channelData: { forgets: true } } : {};
    return [{ type: 'message', text: `${type} ${text ?? ''}`, locale: 'en', ...forgets }];
  };
  return { state, threads, exchange: createExchange({ respond }, threads, now) };
}

it('forgets what stood before when the opening of a link forgets', async () => {
  const { threads, exchange } = exchangeAt('event');
  const { conversation: id } = await exchange({ type: 'message', text: 'my secret' });
  const told = { type: 'message', text: 'go on', channelData: { opening: 'anything' } } as const;
  await exchange({ ...told, conversation: { id } });
  const shown = JSON.stringify(threads.find(id)?.entries());
  expect(shown).not.toContain('my secret');
  expect(shown).toContain('go on');
});

it('gives a first message that comes again its conversation for ten minutes', async () => {
  const { state, exchange } = exchangeAt();
  const first = { type: 'message', text: 'hello', id: randomUUID() } as const;
  const { conversation } = await exchange(first);
  state.minutes = 10;
  expect((await exchange(first)).conversation).toBe(conversation);
  expect(state.heard).toBe(1);
  state.minutes = 11;
  expect((await exchange(first)).conversation).not.toBe(conversation);
});

it('also when the page names a conversation that is long over', async () => {
  const { state, exchange } = exchangeAt();
  const first = { type: 'message', text: 'hi', id: randomUUID(), conversation: { id: 'over' } } as const;
  const [one, other] = await Promise.all([exchange(first), exchange(first)]);
  expect(one.conversation).toBe(other.conversation);
  expect(state.heard).toBe(1);
});

it('starts anew when the first message failed', async () => {
  const { state, threads, exchange } = exchangeAt();
  const first = { type: 'message', text: 'hello', id: randomUUID() } as const;
  state.broken = true;
  await expect(exchange(first)).rejects.toThrow('broken');
  state.broken = false;
  const { conversation } = await exchange(first);
  expect(threads.find(conversation)?.entries()).toHaveLength(2);
});

it('remembers the first messages of a thousand conversations, not of all', async () => {
  const { exchange } = exchangeAt();
  const messages = Array.from({ length: 1001 }, () => ({
    type: 'message' as const,
    text: 'hello',
    id: randomUUID(),
  }));
  const answers = [];
  for (const message of messages) answers.push(await exchange(message));
  expect((await exchange(messages[1]!)).conversation).toBe(answers[1]?.conversation);
  expect((await exchange(messages[0]!)).conversation).not.toBe(answers[0]?.conversation);
});
