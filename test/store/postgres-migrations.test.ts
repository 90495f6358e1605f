import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { MIGRATIONS, type Step } from '../../adapters/store/migrations.ts';
import { openPostgres } from '../../adapters/store/postgres/index.ts';
import { migrate } from '../../adapters/store/postgres/migrate.ts';
import type { Horizon, Store } from '../../adapters/store.ts';
import { NEXT_STEP } from '../../scripts/faults/several/next-version.ts';
import { type Cluster, startCluster } from '../../scripts/postgres/cluster.ts';
import {
  answer,
  call,
  event,
  HOUR,
  NEVER,
  NOW,
  occurrence,
  only,
  rating,
  result,
  typed,
  visit,
} from './contract/given.ts';

const log = { info: () => {}, warn: () => {} };
let cluster: Cluster;
let databases = 0;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.remove());

/** A database of its own, and those who work on it. */
const it = test.extend<{ readonly database: Database }>({
  database: async ({ task: _ }, use) => {
    databases += 1;
    const { end, ...database } = databaseAt(await cluster.createDatabase(`migrations_${databases}`));
    await use(database);
    await end();
  },
});
type Database = Omit<ReturnType<typeof databaseAt>, 'end'>;

function databaseAt(url: string) {
  const stores: Store[] = [];
  const clients: pg.Client[] = [];
  const connect = async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    clients.push(client);
    return client;
  };
  const ask = async (statement: string, values: readonly unknown[] = []) =>
    (await (await connect()).query(statement, [...values])).rows;
  return {
    /** A program of this version starts. */
    open: async (most?: number) => {
      const store = await openPostgres({ url, log, ...(most === undefined ? {} : { most }) });
      stores.push(store);
      return store;
    },
    /** A connection of another version. */
    connect,
    ask,
    columnsOf: async (table: string): Promise<readonly string[]> => {
      const columns = 'SELECT column_name FROM information_schema.columns WHERE table_name = $1';
      return (await ask(columns, [table])).map(({ column_name }) => column_name);
    },
    version: async (): Promise<number> => only(await ask('SELECT version FROM schema_version')).version,
    /** Whether somebody waits for a lock on a table. */
    isWaitedFor: async (table: string): Promise<boolean> =>
      (await ask('SELECT FROM pg_locks WHERE relation = $1::regclass AND NOT granted', [table])).length > 0,
    isRunning: async (statement: string): Promise<boolean> =>
      (await ask(`SELECT FROM pg_stat_activity WHERE query = $1 AND state = 'active'`, [statement])).length >
      0,
    end: async () => {
      await Promise.all(stores.map((store) => store.close()));
      await Promise.all(clients.map((client) => client.end()));
    },
  };
}

const step = (keepsOld: boolean, ...statements: string[]): Step => ({ keepsOld, statements });
/** The next version, which adds what this one does not know. */
const NEXT = [...MIGRATIONS, NEXT_STEP];
/** Longer than a server waits for an answer to what it does each moment. */
const LONG = 'SELECT pg_sleep(7)';
/** A later one, which takes something away. */
const BREAKING = [...NEXT, step(false, `ALTER TABLE inbox RENAME COLUMN activity TO content`)];

/** Does all that a server can do with a store. */
async function doEverything(store: Store, id: string): Promise<void> {
  await store.accept([event(id, `${id} 1`), event(id, `${id} 2`), event(id, `${id} 3`)], NOW);
  const first = only(await store.claim(9));
  await store.fail(first, 0, false);
  const calls = [call('one'), call('two'), call('three')];
  await store.commit(
    only(await store.claim(9)),
    result({ calls, records: [typed(), visit(id), answer(), rating(id, 'like'), occurrence('prompt')] }),
    NOW,
  );
  await store.commit(only(await store.claim(9)), result({ dies: 'turn-failed' }), NOW);
  await store.commit(only(await store.claim(9)), result({ memory: undefined }), NOW);
  await store.retryCall(only(await store.claimCalls('telegram', 9)), 0);
  await store.sent(only(await store.claimCalls('telegram', 9)));
  await store.killCall(only(await store.claimCalls('telegram', 9)), 'refused', NOW);
  await store.killCall(only(await store.claimCalls('telegram', 9)), 'blocked', NOW, true);
  expect(await store.memory(`telegram/${id}`)).toBe('{}');
  const letters = await store.deadLetters(9);
  expect(letters).toHaveLength(3);
  expect(
    await store.revive(
      letters.map((letter) => letter.id),
      NOW,
    ),
  ).toBe(2);
  expect((await store.stats()).openEvents).toBe(1);
  await store.commit(only(await store.claim(9)), result({ memory: undefined, forgets: true }), NOW);
  await store.accept([event(`${id} old`, `${id} 4`)], NOW - HOUR);
  await store.commit(only(await store.claim(9)), result({ calls }), NOW - HOUR);
  const ages = Object.keys(NEVER).map((what) => [what, NOW + 1]);
  await store.sweep({ ...NEVER, calls: NOW }, NOW);
  await store.sweep(Object.fromEntries(ages) as unknown as Horizon, NOW + HOUR);
  expect(await store.deadLetters(9)).toEqual([]);
  expect(await store.secret('visitor', id)).toBe('before');
  await store.archive({ table: 'catalogue', row: { version: id, at: NOW, files: '' } });
  await store.archive({
    table: 'published',
    row: { id, period: '2026-10', block: 'visits', at: NOW, content: '{}' },
  });
  await store.health(NOW);
  expect(await store.isOnDuty('send telegram')).toBe(true);
}

/** Works on a store as a server does, until it is told to end; resolves with what was sent, in order. */
function work(store: Store, conversations = 20) {
  let isOver = false;
  let accepted = 0;
  let taken = 0;
  const sent: string[] = [];
  const accepting = async () => {
    for (; !isOver; accepted += 1)
      await store.accept([event(`c${accepted % conversations}`, `${accepted}`)], NOW);
  };
  const turning = async () => {
    while (!isOver || taken < accepted)
      for (const turn of await store.claim(8)) {
        const text = String(turn.activity.text);
        await store.commit(turn, result({ calls: [call(text)] }), NOW);
        taken += 1;
      }
  };
  const sending = async () => {
    while (!isOver || sent.length < accepted)
      for (const claimed of await store.claimCalls('telegram', 8)) {
        sent.push(`${claimed.conversation} ${claimed.call.body['text']}`);
        await store.sent(claimed);
      }
  };
  const done = Promise.all([accepting(), turning(), sending()]);
  done.catch(() => undefined); // told by `end`
  return {
    /** Resolves when so many more have been sent. */
    goesOn: async (more = 30) => {
      const before = sent.length;
      await Promise.race([done, vi.waitUntil(() => sent.length >= before + more, { timeout: 20_000 })]);
    },
    /** Rejects with whatever failed. */
    end: async () => {
      isOver = true;
      await done;
      return { accepted, sent };
    },
  };
}

function expectEachOnce({ accepted, sent }: { readonly accepted: number; readonly sent: readonly string[] }) {
  expect(new Set(sent).size).toBe(sent.length);
  expect(sent).toHaveLength(accepted);
  const last = new Map<string, number>();
  for (const line of sent) {
    const [conversation = '', , id = ''] = line.split(' ');
    expect(Number(id)).toBeGreaterThan(last.get(conversation) ?? -1);
    last.set(conversation, Number(id));
  }
}

describe.concurrent('a step that keeps old programs working', () => {
  it('is taken while they work: nothing fails, each event is answered once and in order', async ({
    database: { open, connect, columnsOf },
  }) => {
    const working = work(await open());
    await working.goesOn();
    await migrate(await connect(), NEXT);
    expect(await columnsOf('inbox')).toContain('rank');
    await working.goesOn();
    expectEachOnce(await working.end());
  });

  it('is no hindrance to anything that a connection has done before', async ({
    database: { open, connect },
  }) => {
    const old = await open(1);
    await doEverything(old, 'before');
    await migrate(await connect(), NEXT);
    await doEverything(old, 'after');
  });

  it('lets them start again, and leaves the tables as the newer version has made them', async ({
    database: { open, connect, columnsOf, version },
  }) => {
    const old = await open();
    await old.accept([event('a', '1')], NOW);
    await old.close();
    await migrate(await connect(), NEXT);
    const again = await open();
    expect(await version()).toBe(NEXT.length);
    const turn = only(await again.claim(9));
    await again.commit(turn, result({ calls: [call('answer')] }), NOW);
    expect(only(await again.claimCalls('telegram', 9)).call).toEqual(call('answer'));
    await again.accept([event('a', '2')], NOW);
    await migrate(await connect(), NEXT);
    expect(await columnsOf('inbox')).toContain('rank');
  });

  it('is taken once, however many start at the same time', async ({
    database: { open, connect, version },
  }) => {
    const starting = Array.from({ length: 4 }, async (_, index) =>
      index % 2 ? void (await open()) : migrate(await connect(), NEXT),
    );
    await Promise.all(starting);
    expect(await version()).toBe(NEXT.length);
  });

  it('waits for who reads, again and again, and holds up nobody meanwhile', async ({
    database: { open, connect, columnsOf, isWaitedFor },
  }) => {
    const old = await open();
    const reader = await connect();
    await reader.query('BEGIN');
    await reader.query('SELECT count(*) FROM inbox');
    const migrating = migrate(await connect(), NEXT);
    await vi.waitUntil(() => isWaitedFor('inbox'), { timeout: 10_000 });
    // Behind the step that waits: only who is let through is answered before the reader has ended.
    await old.accept([event('a', '1')], NOW);
    const turn = only(await old.claim(9));
    await old.commit(turn, result({ calls: [call('answer')] }), NOW);
    expect(await columnsOf('inbox')).not.toContain('rank');
    await reader.query('COMMIT');
    await migrating;
    expect(await columnsOf('inbox')).toContain('rank');
  });

  it('that is cut off ends the start with a sentence, and is taken by the next one', async ({
    database: { open, connect, ask, isRunning, version },
  }) => {
    const migrating = migrate(await connect(), [...NEXT, step(true, LONG)]);
    await vi.waitUntil(() => isRunning(LONG), { timeout: 10_000 });
    const starting = open();
    const refused = expect(starting).rejects.toThrow('The database of DATABASE_URL cannot be used');
    const end = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'smart-villager schema' AND datname = current_database()`;
    await vi.waitUntil(async () => (await ask(end)).length > 0, { timeout: 10_000 });
    await refused;
    await migrating;
    await open();
    expect(await version()).toBe(NEXT.length + 1);
  });

  it('may take long: programs that start meanwhile wait for it', async ({
    database: { open, connect, isRunning, version },
  }) => {
    const migrating = migrate(await connect(), [...NEXT, step(true, LONG)]);
    await vi.waitUntil(() => isRunning(LONG), { timeout: 10_000 });
    await Promise.all([migrating, open()]);
    expect(await version()).toBe(NEXT.length + 1);
  });
});

it('a step that does not keep old programs working makes them refuse to start, with a sentence', async ({
  database: { open, connect },
}) => {
  await (await open()).close();
  await migrate(await connect(), BREAKING);
  await expect(open()).rejects.toThrow(
    `The database was changed by a newer version of Smart Villager (${BREAKING.length}, this one knows ${MIGRATIONS.length}, and ${BREAKING.length} is needed). Start the newer version.`,
  );
  // The version before the breaking one knows its own steps, and not that one.
  await expect(migrate(await connect(), NEXT)).rejects.toThrow('Start the newer version');
  await migrate(await connect(), BREAKING);
  // What comes after it keeps those working that know it.
  await migrate(await connect(), [...BREAKING, step(true, 'CREATE TABLE later (id SERIAL_KEY)')]);
  await migrate(await connect(), BREAKING);
  await expect(migrate(await connect(), NEXT)).rejects.toThrow('Start the newer version');
});

it('of steps one of which fails, none is taken, and the old program goes on', async ({
  database: { open, connect, columnsOf, version },
}) => {
  const working = work(await open());
  const broken = [
    ...NEXT,
    step(true, 'CREATE TABLE more (id SERIAL_KEY)', 'CREATE TABLE inbox (id SERIAL_KEY)'),
  ];
  const client = await connect();
  await expect(migrate(client, broken)).rejects.toThrow('already exists');
  expect(await columnsOf('inbox')).not.toContain('rank');
  expect(await columnsOf('more')).toEqual([]);
  expect(await version()).toBe(MIGRATIONS.length);
  await working.goesOn();
  expectEachOnce(await working.end());
  await migrate(client, NEXT);
  expect(await version()).toBe(NEXT.length);
});
