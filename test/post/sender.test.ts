import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Call, SendFailure } from '../../adapters/channel.ts';
import { createSender } from '../../adapters/sender.ts';
import { openSqlite } from '../../adapters/store/sqlite/index.ts';
import type { Store } from '../../adapters/store.ts';
import { WORKERS } from '../fixtures/compiled.ts';
import { event } from '../store/contract/given.ts';

const NOW = Date.UTC(2026, 10, 20);
let store: Store;
let sent: string[];

beforeEach(async () => {
  store = await openSqlite({
    path: ':memory:',
    worker: WORKERS.store,
  });
  sent = [];
});
afterEach(() => store.close());

/** Leaves one answer in the outbox of each of these conversations. */
async function say(...conversations: readonly string[]): Promise<void> {
  for (const to of conversations) {
    await store.accept([event(to, to)], NOW);
    const [turn] = await store.claim(1);
    const calls: Call[] = [{ method: 'say', body: { to }, kind: 'answer' }];
    await store.commit(turn!, { memory: '{}', calls, records: [], forgets: false }, NOW);
  }
}

function sending(refuses: (to: string) => boolean) {
  const send = async ({ body }: Call) => {
    const to = String(body['to']);
    if (refuses(to)) throw new SendFailure('later', '429', 'too many', { afterMs: 60_000 });
    sent.push(to);
  };
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const channel = { name: 'telegram', callsPerSecond: 100, send, check: async () => 'bot' };
  return createSender({ channel, store, now: () => NOW, log });
}

test('one chat that is told "later" keeps nobody else waiting', async () => {
  await say('group');
  const sender = sending((to) => to === 'group');
  sender.wake();
  await vi.waitUntil(async () => (await store.claimCalls('telegram', 1)).length === 0);
  await say('b', 'c', 'd');
  sender.wake();
  await vi.waitUntil(() => sent.length === 3);
  await sender.stop();
});

test('when a second chat is told so meanwhile, it is meant for the whole bot', async () => {
  await say('a', 'b');
  let refusals = 0;
  const sender = sending((to) => {
    refusals += to === 'late' ? 0 : 1;
    return to !== 'late';
  });
  sender.wake();
  await vi.waitUntil(() => refusals === 2);
  await say('late');
  sender.wake();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(sent).toEqual([]);
  await sender.stop();
});
