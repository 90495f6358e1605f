import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openPostgres } from '../../adapters/store/postgres/index.ts';
import type { ClaimedEvent, Store } from '../../adapters/store.ts';
import { type Cluster, startCluster } from '../../scripts/postgres/cluster.ts';
import { call, event, NOW, only, result } from './contract/given.ts';

let cluster: Cluster;
let store: Store;
let client: pg.Client;
beforeAll(async () => {
  cluster = await startCluster();
  client = new pg.Client({ connectionString: cluster.url() });
  await client.connect();
  store = await openPostgres({ url: cluster.url(), log: { info: () => {}, warn: () => {} } });
});
afterAll(async () => {
  await store.close();
  await client.end();
  await cluster.remove();
});

/** Ends the session that tells that a process is there, and lets it have no other one until the act has ended. */
async function withoutPresence(act: () => Promise<void>): Promise<void> {
  const end = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'smart-villager presence'`;
  // A move has the database for itself: nobody enters meanwhile.
  const shutOut = 'SELECT pg_try_advisory_lock(1986621550, 0) AS is_shut';
  await vi.waitUntil(async () => {
    await client.query(end);
    return only((await client.query(shutOut)).rows).is_shut;
  });
  await vi.waitUntil(() => isUp().then((is) => !is));
  try {
    await act();
  } finally {
    await client.query('SELECT pg_advisory_unlock_all()');
  }
  await vi.waitUntil(isUp, { timeout: 10_000 });
}
const isUp = () =>
  store.health(NOW).then(
    () => true,
    () => false,
  );

test('what was sent while nobody knew that we are there is not handed out again', async () => {
  await store.accept([event('a', '1')], NOW);
  const turn = only(await store.claim(1));
  await store.commit(turn, result({ calls: [call('one'), call('two')] }), NOW);
  const first = only(await store.claimCalls('telegram', 9));
  await withoutPresence(async () => {
    await expect(store.claimCalls('telegram', 9)).rejects.toThrow('does not answer');
    await store.sent(first);
  });
  const second = await vi.waitUntil(async () => (await store.claimCalls('telegram', 9))[0], {
    timeout: 5_000,
  });
  expect(second).toMatchObject({ call: call('two'), unclear: false, attempts: 0 });
  await store.sent(second);
});

test('a turn that was taken while nobody knew that we are there is not written, and taken again', async () => {
  await store.accept([event('b', '2')], NOW);
  const stale = only(await store.claim(9));
  await withoutPresence(async () => {
    await expect(store.commit(stale, result(), NOW)).rejects.toThrow('does not answer');
    await expect(store.fail(stale, 0)).rejects.toThrow('does not answer');
  });
  expect(await store.claim(9)).toEqual([]); // it is in hand still
  await store.fail(stale, 0);
  const fresh = await vi.waitUntil(async () => (await store.claim(9))[0], { timeout: 5_000 });
  expect([fresh.id, fresh.attempts]).toEqual([stale.id, 1]);
  await store.commit(fresh, result(), NOW);
  expect((await store.stats()).openEvents).toBe(0);
});

test('nothing is kept for good, and no secret made, while nobody knows that we are there', async () => {
  const row = { version: 'v', at: NOW, files: '' };
  await withoutPresence(async () => {
    await expect(store.archive({ table: 'catalogue', row })).rejects.toThrow('does not answer');
    await expect(store.secret('salt', 'stale')).rejects.toThrow('does not answer');
  });
  expect(await store.secret('salt', 'fresh')).toBe('fresh');
  await store.archive({ table: 'catalogue', row: { ...row, files: 'fresh' } });
  expect((await client.query('SELECT files FROM catalogue')).rows).toEqual([{ files: 'fresh' }]);
});

test.each([
  ['that work', 'smart-villager', 4],
  ['of all kinds', 'smart-villager%', 350],
])('connections %s that break in the middle leave nothing that nobody finds', async (_, named, everyMs) => {
  const end = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE $1';
  let isOver = false;
  const breaking = (async () => {
    for (let round = 0; !isOver; round += 1, await sleep(everyMs + (round % 7)))
      await client.query(end, [named]);
  })();
  const broken = { claims: 0, commits: 0 };
  const givenBack = async (turn: ClaimedEvent): Promise<void> =>
    store.fail(turn, 0).catch(() => sleep(10).then(() => givenBack(turn)));
  const claimed = () =>
    store.claim(3).catch(() => {
      broken.claims += 1;
    });
  const work = async () => {
    for (let at = 0; broken.claims < 10 || broken.commits < 5; at += 1) {
      await store.accept([event(`c${at % 5}`, `${named} ${at}`)], NOW).catch(() => sleep(1));
      for (const turn of (await claimed()) ?? [])
        await store.commit(turn, result(), NOW).catch(() => {
          broken.commits += 1;
          return givenBack(turn);
        });
    }
  };
  await work();
  isOver = true;
  await breaking;
  await vi.waitUntil(
    async () => {
      for (const turn of await store.claim(9).catch(() => [])) await store.commit(turn, result(), NOW);
      return (await store.stats()).openEvents === 0;
    },
    { timeout: 10_000 },
  );
});
