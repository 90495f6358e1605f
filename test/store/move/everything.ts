import type { Store, TurnResult } from '../../../adapters/store.ts';
import { answer, call, event, NOW, occurrence, rating, result, typed, visit } from '../contract/given.ts';

let events = 0;
async function turn(store: Store, who: string, changes: Partial<TurnResult> = {}, channel = 'telegram') {
  events += 1;
  await store.accept([event(who, `${events}`, channel)], NOW);
  for (const claimed of await store.claim(1)) await store.commit(claimed, result(changes), NOW + events);
}

/** Every kind of row, as servers leave them that are killed in the middle of their work. */
export async function fillWithEverything(store: Store): Promise<void> {
  await store.secret('visitor', 'ក-secret-🙂');
  await store.accept([{ ...event('flood', 'flood'), activity: undefined }], NOW);
  // Dead letters: of both sides, with and without text; the last number is given and gone.
  await turn(store, 'broken', { dies: 'turn-failed' });
  await turn(store, 'refused', { calls: [call('ផ្ញើមិនបាន')] });
  await turn(store, 'blocked', { calls: [call('b1'), call('b2')] });
  await turn(store, 'again', { calls: [call('a1')] });
  const [refused, blocked, again] = await store.claimCalls('telegram', 3);
  await store.killCall(refused!, 'telegram-400', NOW);
  await store.killCall(blocked!, 'telegram-403', NOW, true);
  await store.killCall(again!, 'telegram-400', NOW);
  const letters = await store.deadLetters(9);
  await store.revive([letters.at(-1)!.id], NOW);
  // What is remembered: Khmer, emoji, what JSON escapes, much of it; on every channel.
  const text = 'តើ សំបុត្រកំណើត\u200b ថ្លៃប៉ុន្មាន? 👩‍👩‍👧 \ufeff "\\" \n\u0000 \ud800';
  const fields = { service: 'passport', text };
  const record = typed(fields);
  const facts = [visit('v'), answer(), answer({ service: null }), rating('v', 'like'), occurrence('prompt')];
  await turn(store, 'ខ្មែរ', { memory: JSON.stringify({ text }), records: [record, record, ...facts] });
  await turn(store, 'page', { memory: JSON.stringify({ thread: 'ក'.repeat(200_000) }) }, 'web');
  await turn(store, 'Page', { calls: [call(text), call('behind it', 'prompt')] }, 'messenger');
  await store.archive({
    table: 'published',
    row: {
      id: '2026-10/visits',
      period: '2026-10',
      block: 'visits',
      at: NOW,
      content: JSON.stringify({ text }),
    },
  });
  await store.archive({ table: 'catalogue', row: { version: 'v1', at: NOW, files: 'ក'.repeat(100_000) } });
  // On their way when the process ended; one was tried before.
  await turn(store, 'sending', { calls: [call('s1'), call('s2')] });
  for (const claimed of await store.claimCalls('telegram', 9)) await store.retryCall(claimed, 0);
  await store.claimCalls('telegram', 9);
  await store.claimCalls('messenger', 9);
  // Open events, in an order that is not that of their names; of some the turn was being taken.
  const waiting = Array.from({ length: 40 }, (_, at) => `${(at * 7) % 13}-${at % 3}`);
  await store.accept(
    waiting.map((who, at) => ({ ...event(who, `open ${at}`), activity: { type: 'message', text } })),
    NOW,
  );
  await store.claim(3);
}
