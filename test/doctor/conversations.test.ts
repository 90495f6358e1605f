import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAnswering } from '../../adapters/answer.ts';
import { openSqlite } from '../../adapters/store/sqlite/index.ts';
import type { Store } from '../../adapters/store.ts';
import { createVillager } from '../../adapters/villager.ts';
import { createVisitors } from '../../adapters/visitors.ts';
import { WORKERS } from '../fixtures/compiled.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';
import { asked } from '../store/move/contents.ts';
import { findings } from './engines.ts';
import { personal, seeded } from './spellings.ts';

const CONVERSATIONS = 10_000;
const GROUP = 250;
const NOW = Date.UTC(2026, 10, 30, 4);
/** What citizens write around it: nothing that is understood, and what is asked back about. */
const AROUND = [
  (what: string) => `zzq ${what} blarg`,
  (what: string) => `សួស្តីបង ${what} ណា៎`,
  (what: string) => `${what} please call me tonight`,
  (what: string) => what,
  (what: string) => `birth ${what}`,
  (what: string) => `my name is Sok, ${what}, it was 25,000 riel`,
];

const folder = mkdtempSync(join(tmpdir(), 'villager-doctor-'));
const path = join(folder, 'villager.db');
let store: Store;
beforeAll(async () => {
  const worker = WORKERS.store;
  store = await openSqlite({ path, worker, leastFreeBytes: 0 });
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const knowledge = realKnowledge();
const dice = seeded(20_261_130);
/** Ids as platforms give them, or our own website. */
const idOf = (nth: number): { channel: string; conversation: string } => {
  const digits = String(6_000_000_000 + nth * 7_919);
  return nth % 3 === 0
    ? { channel: 'messenger', conversation: `messenger/2${digits}12345` }
    : { channel: 'telegram', conversation: `telegram/${digits}` };
};
const textOf = (conversation: string): string =>
  dice.pick(AROUND)(dice.below(12) === 0 ? conversation.split('/')[1]! : personal(dice));

/** Turns taken from the store and given back to it, as the server does. */
function createTurns() {
  const { answer } = createAnswering({
    villager: createVillager({ knowledge: () => knowledge, now: () => new Date(NOW) }),
    knowledge: () => knowledge,
    channels: ['telegram', 'messenger'].map((name) => ({ name, render: () => [] })),
    humanHours: 12,
    visitorOf: createVisitors(store),
    isTest: () => false,
  });
  return async (said: readonly { readonly nth: number; readonly text: string }[], round: number) => {
    const events = said.map(({ nth, text }) => {
      const activity = { type: 'message', text, locale: nth % 2 ? 'km' : 'en' } as const;
      return { ...idOf(nth), key: `${round}/${nth}`.padEnd(22, '-').replace('/', '_'), activity };
    });
    await store.accept(events, NOW);
    for (;;) {
      const claimed = await store.claim(GROUP);
      if (claimed.length === 0) return;
      await Promise.all(claimed.map(async (event) => store.commit(event, await answer(event, NOW), NOW)));
    }
  };
}

test(`${CONVERSATIONS} conversations full of numbers, addresses and ids leave none of them behind`, async () => {
  const take = createTurns();
  for (let first = 0; first < CONVERSATIONS; first += GROUP) {
    const group = Array.from({ length: GROUP }, (_, at) => first + at);
    // One in ten reports a wrong answer, and says in the next message what is wrong.
    const reports = group.filter((nth) => nth % 10 === 0);
    await take(
      group.map((nth) => ({
        nth,
        text: nth % 10 === 0 ? 'your price is wrong' : textOf(idOf(nth).conversation),
      })),
      1,
    );
    await take(
      reports.map((nth) => ({ nth, text: textOf(idOf(nth).conversation) })),
      2,
    );
  }
  const url = `sqlite:${path}`;
  const [texts] = await asked(url, 'SELECT count(*) AS n FROM record');
  expect(Number(texts!['n'])).toBeGreaterThan(8_000);
  const { found, rows } = await findings(url, 'sqlite');
  expect(found).toEqual([]);
  expect(rows).toBeGreaterThan(30_000);
}, 180_000);
