import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openPostgres } from '../../adapters/store/postgres/index.ts';
import { createOutbox } from '../../adapters/store/postgres/outbox.ts';
import { openSessions, type Sessions } from '../../adapters/store/postgres/sessions.ts';
import type { ClaimedEvent, News, Store } from '../../adapters/store.ts';
import { type Cluster, startCluster } from '../../scripts/postgres/cluster.ts';
import { call, event, HOUR, NEVER, NOW, only, result, textOf } from './contract/given.ts';

/** What stores on one database promise to each other; each of them is a process of its own to the database. */
const quiet = { info: () => {}, warn: () => {} };
let cluster: Cluster;
let url: string;
let stores: Store[];
let databases = 0;
let silent: Silent;
interface Silent {
  readonly peer: Store;
  endedAt?: number;
}

beforeAll(async () => {
  cluster = await startCluster();
  silent = await besideSilent(await cluster.createDatabase('silent'));
});
afterAll(async () => {
  await silent.peer.close();
  await cluster.remove();
});

/** A process that is there and hangs, and a peer of it. */
async function besideSilent(connectionString: string): Promise<Silent> {
  const peer = await openPostgres({ url: connectionString, log: quiet });
  const client = new pg.Client({ connectionString });
  const told: Silent = { peer };
  client.on('error', () => {});
  client.on('end', () => {
    told.endedAt = performance.now();
  });
  await client.connect();
  await client.query('SELECT pg_advisory_lock(1986621548, 2000000000)');
  return told;
}
beforeEach(async () => {
  databases += 1;
  url = await cluster.createDatabase(`several_${databases}`);
  stores = await Promise.all([1, 2, 3].map(() => openPostgres({ url, log: quiet })));
});
afterEach(async () => {
  await Promise.all(stores.map((store) => store.close()));
});

async function look<Row>(statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(statement);
  await client.end();
  return rows;
}
/** The sessions by which processes are there end, as those of a process that died. */
const lose = (which: string) =>
  look(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = 'smart-villager presence' AND datname = current_database() ${which}`);
const back = (store: Store) =>
  vi.waitUntil(
    () =>
      store.health(NOW).then(
        () => true,
        () => false,
      ),
    { timeout: 10_000 },
  );
const lost = async (store: Store) => {
  await vi.waitUntil(() =>
    store.health(NOW).then(
      () => false,
      () => true,
    ),
  );
};

describe('events', () => {
  test('of one conversation are in one hand at a time, in the order of acceptance, whoever works', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 5 }), { minLength: 10, maxLength: 60 }),
        fc.uuid(),
        async (who, run) => {
          const events = who.map((index, at) => event(`${run}-${index}`, `${run}-${at}`));
          for (const [index, one] of events.entries()) await stores[index % 3]!.accept([one], NOW);
          const inHand = new Set<string>();
          const taken: ClaimedEvent[] = [];
          const work = async (store: Store) => {
            while (taken.length < events.length) {
              const turns = await store.claim(2);
              for (const turn of turns) {
                expect(inHand.has(turn.conversation)).toBe(false);
                inHand.add(turn.conversation);
                taken.push(turn);
              }
              for (const turn of turns) {
                inHand.delete(turn.conversation);
                await store.commit(turn, result(), NOW);
              }
            }
          };
          await Promise.all(stores.map(work));
          for (const conversation of new Set(events.map((one) => one.conversation)))
            expect(taken.filter((one) => one.conversation === conversation).map(({ key }) => key)).toEqual(
              events.filter((one) => one.conversation === conversation).map(({ key }) => key),
            );
        },
      ),
      { numRuns: 15 },
    );
    expect(await look('SELECT * FROM line')).toEqual([]);
  });

  test('that are delivered to all at once are fresh to one', async () => {
    const one = event('a', '1');
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, at) => stores[at % 3]!.accept([one, event('b', '2')], NOW)),
    );
    expect(answers.filter(([isFresh]) => isFresh)).toHaveLength(1);
    expect(answers.filter(([, isFresh]) => isFresh)).toHaveLength(1);
    expect((await stores[0]!.stats()).openEvents).toBe(2);
  });

  test('of posts that name the same conversations in any order are kept without a deadlock', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `c${index}`);
    const posts = Array.from({ length: 60 }, (_, at) => {
      const turned = [...names.slice(at % 12), ...names.slice(0, at % 12)];
      return at % 2 ? turned : turned.reverse();
    });
    const accepted = await Promise.all(
      posts.map((post, at) =>
        stores[at % 3]!.accept(
          post.map((name) => event(name, `${at}-${name}`)),
          NOW,
        ),
      ),
    );
    expect(accepted.flat()).not.toContain(false);
    expect((await stores[0]!.stats()).openEvents).toBe(720);
  });
});

describe('an answer of the database that gets lost', () => {
  test('leaves nothing in the hands of somebody who does not know of it', async () => {
    const [store, other] = stores as [Store, Store];
    await store.accept([event('a', '1'), event('b', '2')], NOW);
    const known = only(await store.claim(1));
    const blocker = new pg.Client({ connectionString: url });
    await blocker.connect();
    await blocker.query('BEGIN; LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE');
    // The conversation is held by now, and what it stands in line for cannot be read.
    await expect(store.claim(1)).rejects.toThrow('lock');
    await blocker.query('COMMIT');
    await blocker.end();
    expect(await other.claim(9)).toEqual([]);
    expect(textOf(only(await store.claim(9)))).toBe('question 2');
    await store.commit(known, result(), NOW);
  });

  test('takes nothing of what was claimed before with it', async () => {
    const [store] = stores as [Store];
    for (const [at, name] of ['a', 'b', 'c'].entries()) {
      await store.accept([event(name, name)], NOW + at);
      await store.commit(only(await store.claim(1)), result({ calls: [call(name)] }), NOW + at);
    }
    await look(`DELETE FROM outbox WHERE conversation = 'telegram/b'`);
    const sessions = openSessions({ url });
    let takes = 0;
    const ask: Sessions['ask'] = (statement, values) => {
      const isTake = /SKIP LOCKED/.test(statement);
      takes += isTake ? 1 : 0;
      return isTake && takes === 2 ? Promise.reject(new Error('lost')) : sessions.ask(statement, values);
    };
    const outbox = createOutbox({ ...sessions, ask }, () => 2_000_000_001);
    // Of two conversations one has nothing to send: the third is asked for, and the answer gets lost.
    const [first] = await outbox.claimCalls('telegram', 2);
    expect(takes).toBe(2);
    await outbox.sent(first!);
    expect((await outbox.claimCalls('telegram', 2)).map((one) => one.call)).toEqual([call('c')]);
    await sessions.close();
  });

  test('says what PostgreSQL has against it, and not what it was given', async () => {
    const hostile = { ...event('a', '1'), conversation: 'telegram/\0canary' };
    const refused = await stores[0]!.accept([hostile], NOW).catch((error: unknown) => error);
    expect(JSON.stringify([(refused as Error).message, refused])).not.toContain('canary');
    expect(refused).toMatchObject({ code: expect.stringMatching(/^22/) });
    expect(await stores[0]!.accept([event('b', '2')], NOW)).toEqual([true]);
  });
});

describe('a process that is not there any more', () => {
  test('leaves what it held to the others, and cannot commit it when it comes back', async () => {
    const [old, other] = stores as [Store, Store];
    await old.accept([event('a', '1'), event('a', '2')], NOW);
    const stale = only(await old.claim(9));
    expect(await other.claim(9)).toEqual([]);
    await lose('');
    const fresh = await vi.waitUntil(async () => (await other.claim(9).catch(() => []))[0], {
      timeout: 10_000,
    });
    expect([textOf(fresh), fresh.attempts]).toEqual(['question 1', 1]);
    await vi.waitUntil(
      () =>
        old.health(NOW).then(
          () => true,
          () => false,
        ),
      { timeout: 10_000 },
    );
    await expect(old.commit(stale, result({ calls: [call('stale')] }), NOW)).rejects.toThrow('not open');
    await old.fail(stale, 0);
    expect(await old.claim(9)).toEqual([]);
    await other.commit(fresh, result({ calls: [call('fresh')] }), NOW);
    await expect(old.commit(stale, result({ calls: [call('stale')] }), NOW)).rejects.toThrow('not open');
    expect(only(await other.claimCalls('telegram', 9)).call).toEqual(call('fresh'));
    expect(textOf(only(await old.claim(9)))).toBe('question 2');
  });

  test('is given nothing a second time that it has in hand still', async () => {
    const [store, ...others] = stores as [Store, Store, Store];
    for (const other of others) await other.close();
    await store.accept([event('a', '1')], NOW);
    const turn = only(await store.claim(1));
    await lose('');
    await lost(store);
    await back(store);
    expect(await store.claim(9)).toEqual([]);
    await store.fail(turn, 0, false);
    const again = only(await store.claim(9));
    expect(again.attempts).toBe(0);
    await store.commit(again, result({ calls: [call('one'), call('two')] }), NOW);
    const onItsWay = only(await store.claimCalls('telegram', 9));
    await lose('');
    await lost(store);
    await back(store);
    expect(await store.claimCalls('telegram', 9)).toEqual([]);
    await store.sent(onItsWay);
    expect(only(await store.claimCalls('telegram', 9)).call).toEqual(call('two'));
  });

  test('is not one that meets a lock', async () => {
    const [store] = stores as [Store];
    await store.accept([event('a', '1')], NOW);
    const turn = only(await store.claim(1));
    const blocker = new pg.Client({ connectionString: url });
    await blocker.connect();
    await blocker.query('BEGIN; LOCK TABLE line IN ACCESS EXCLUSIVE MODE');
    await sleep(6_000);
    await blocker.query('COMMIT');
    await blocker.end();
    await store.commit(turn, result(), NOW);
  });

  test('can do nothing until it is there again', async () => {
    const [store] = stores as [Store];
    await store.accept([event('a', '1')], NOW);
    await lose('');
    await lost(store);
    await expect(store.claim(1)).rejects.toThrow('does not answer');
    await expect(store.isOnDuty('send telegram')).rejects.toThrow('does not answer');
    await vi.waitUntil(async () => (await store.claim(1).catch(() => [])).length === 1, { timeout: 10_000 });
  });

  test('that falls silent is ended by a peer', async () => {
    // It has been silent since before the first test.
    await vi.waitUntil(() => silent.endedAt !== undefined, { timeout: 20_000 });
    await silent.peer.health(NOW);
  });

  test('leaves calls of which nobody knows whether they arrived', async () => {
    const [old, other] = stores as [Store, Store];
    await old.accept([event('a', '1')], NOW);
    await old.commit(only(await old.claim(1)), result({ calls: [call('one'), call('two')] }), NOW);
    const stale = only(await old.claimCalls('telegram', 9));
    await lose('');
    const again = await vi.waitUntil(async () => (await other.claimCalls('telegram', 9).catch(() => []))[0], {
      timeout: 10_000,
    });
    expect(again).toMatchObject({ unclear: true, attempts: 1, call: call('one') });
    await vi.waitUntil(
      () =>
        old.health(NOW).then(
          () => true,
          () => false,
        ),
      { timeout: 10_000 },
    );
    // It comes back and says what it has done: the next call is not handed out while the other one is at it.
    await old.retryCall(stale, 0);
    expect(await old.claimCalls('telegram', 9)).toEqual([]);
    await old.sent(stale);
    expect(await old.claimCalls('telegram', 9)).toEqual([]);
    await other.sent(again);
    expect(only(await old.claimCalls('telegram', 9)).call).toEqual(call('two'));
  });
});

test('what is written while old things are deleted is not too old any more', async () => {
  const [store, other] = stores as [Store, Store];
  await store.accept([event('a', '1')], NOW);
  await store.commit(only(await store.claim(1)), result({ heardAt: NOW - HOUR }), NOW);
  expect((await other.isOnDuty('sweep')) || (await store.isOnDuty('sweep'))).toBe(true);
  const citizen = new pg.Client({ connectionString: url });
  await citizen.connect();
  await citizen.query(`BEGIN; UPDATE conversation SET memory = '{"new":1}', heard_at = ${NOW}`);
  const swept = Promise.all(stores.map((one) => one.sweep({ ...NEVER, conversations: NOW - 1 }, NOW)));
  await vi.waitUntil(
    async () => (await look(`SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'`)).length > 0,
  );
  await citizen.query('COMMIT');
  await citizen.end();
  await swept;
  expect(await store.memory('telegram/a')).toBe('{"new":1}');
});

describe('a duty', () => {
  const onDuty = async () => {
    const are = await Promise.all(stores.map((store) => store.isOnDuty('hear telegram')));
    return are.flatMap((is, index) => (is ? [index] : []));
  };

  test('is of one of them, whoever asks how often', async () => {
    const [first] = await onDuty();
    for (let round = 0; round < 3; round += 1) expect(await onDuty()).toEqual([first]);
    const others = await Promise.all(stores.map((store) => store.isOnDuty('send messenger')));
    expect(others.filter(Boolean)).toHaveLength(1);
  });

  test('goes to another one when it is left, and when its holder closes or is lost', async () => {
    const one = only(await onDuty());
    await stores[one]!.leaveDuty('hear telegram');
    await stores[one]!.leaveDuty('hear telegram');
    const next = await vi.waitUntil(
      async () => (await stores[(one + 1) % 3]!.isOnDuty('hear telegram')) || undefined,
      { timeout: 5_000, interval: 100 },
    );
    expect(next).toBe(true);
    await stores[(one + 1) % 3]!.close();
    await vi.waitUntil(() => stores[(one + 2) % 3]!.isOnDuty('hear telegram'), { timeout: 5_000 });
    await lose('');
    await lost(stores[one]!);
    await vi.waitUntil(
      async () => {
        const are = await Promise.all(
          [stores[one]!, stores[(one + 2) % 3]!].map((store) =>
            store.isOnDuty('hear telegram').catch(() => false),
          ),
        );
        return are.filter(Boolean).length === 1;
      },
      { timeout: 10_000 },
    );
  });
});

describe('what one does', () => {
  test('the others hear, and it does not hear itself', async () => {
    const heard: [number, News][] = [];
    for (const [index, store] of stores.entries()) store.listen((news) => heard.push([index, news]));
    const [first, second] = stores as [Store, Store];
    await first.accept([event('a', '1'), event('b', '2', 'web')], NOW);
    await vi.waitUntil(() => heard.length === 2);
    expect(heard.map(([index, { what }]) => `${index} ${what}`).sort()).toEqual(['1 events', '2 events']);
    heard.length = 0;
    for (const turn of await second.claim(9))
      await second.commit(turn, result({ calls: turn.channel === 'web' ? [] : [call('x')] }), NOW);
    await vi.waitUntil(() => heard.length === 4);
    expect(heard.map(([index, news]) => `${index} ${JSON.stringify(news)}`).sort()).toEqual([
      '0 {"what":"calls","channel":"telegram"}',
      `0 {"what":"turn","key":"${event('b', '2', 'web').key}"}`,
      '2 {"what":"calls","channel":"telegram"}',
      `2 {"what":"turn","key":"${event('b', '2', 'web').key}"}`,
    ]);
  });

  test('what nobody of ours has told is not heard, and does no harm', async () => {
    const heard: News[] = [];
    stores[0]!.listen((news) => heard.push(news));
    await look(
      `SELECT pg_notify('smart_villager', ''), pg_notify('smart_villager', '{"from":0}'), pg_notify('smart_villager', 'x')`,
    );
    await stores[1]!.accept([event('a', '1')], NOW);
    await vi.waitUntil(() => heard.length > 0);
    expect(heard).toEqual([{ what: 'events' }]);
  });

  test('never leaves an event or a call that nobody finds: turns, sends and sweeps at once', async () => {
    const [one, two, three] = stores as [Store, Store, Store];
    const MOST = 300;
    let taken = 0;
    const sent: string[] = [];
    const accepting = (async () => {
      for (let at = 0; at < MOST; at += 1) await stores[at % 3]!.accept([event(`c${at % 4}`, `${at}`)], NOW);
    })();
    const turning = async (store: Store) => {
      while (taken < MOST)
        for (const turn of await store.claim(3)) {
          await store.commit(turn, result({ calls: [call(String(textOf(turn)))] }), NOW);
          taken += 1;
        }
    };
    const sending = async () => {
      while (sent.length < MOST)
        for (const claimed of await three.claimCalls('telegram', 4)) {
          sent.push(`${claimed.conversation} ${claimed.call.body['text']}`);
          await three.sent(claimed);
        }
    };
    const sweeping = async () => {
      while (sent.length < MOST) {
        await Promise.all([one.sweep(NEVER, NOW), two.sweep(NEVER, NOW)]);
        await sleep(20);
      }
    };
    await Promise.all([accepting, turning(one), turning(two), sending(), sweeping()]);
    for (const name of ['c0', 'c1', 'c2', 'c3']) {
      const own = sent.filter((line) => line.startsWith(`telegram/${name} `));
      const numbers = own.map((line) => Number(line.split(' ').at(-1)));
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    }
    expect(new Set(sent).size).toBe(MOST);
    expect(await look('SELECT * FROM line')).toEqual([]);
  });
});

test('a secret is the same for all, whoever gives it first', async () => {
  const secrets = await Promise.all(stores.map((store, index) => store.secret('visitor', `secret ${index}`)));
  expect(new Set(secrets).size).toBe(1);
});
