import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../adapters/open-store.ts';
import { openVisit } from '../../adapters/open-visit.ts';
import { addressOf } from '../../adapters/store/address.ts';
import { MIGRATIONS } from '../../adapters/store/migrations.ts';
import { openDatabase } from '../../adapters/store/sqlite/database.ts';
import type { Store } from '../../adapters/store.ts';
import { bundle, SERVER } from '../../scripts/bundle.mjs';
import { type Compared, type Move, moveAll } from '../../scripts/move/move-all.ts';
import { fromPostgres } from '../../scripts/move/postgres.ts';
import { fromSqlite } from '../../scripts/move/sqlite.ts';
import { STAYS, TABLES } from '../../scripts/move/tables.ts';
import { isBrought } from '../../scripts/postgres/binaries.ts';
import { type Cluster, startCluster } from '../../scripts/postgres/cluster.ts';
import { event, NOW, result } from './contract/given.ts';
import { asked, beside, contents } from './move/contents.ts';
import { fillWithEverything } from './move/everything.ts';

type Engine = 'sqlite' | 'postgres';

let cluster: Cluster;
let folder: string;
let databases = 0;
/** Where Node finds the packages. */
const compiled = resolve('node_modules/.cache/villager-move', String(process.pid));
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'villager-move-'));
  await bundle({ move: 'scripts/move.ts', 'store-worker': SERVER['store-worker'] }, compiled);
  cluster = await startCluster({ major: 18 });
});
afterAll(async () => {
  await cluster.remove();
  for (const one of [folder, compiled]) rmSync(one, { recursive: true });
});

/** The address of a database that is not there yet, or empty. */
async function fresh(engine: Engine, on: Cluster = cluster): Promise<string> {
  databases += 1;
  return engine === 'sqlite'
    ? `sqlite:${join(folder, `${databases}.db`)}`
    : on.createDatabase(`move_${databases}`);
}
const open = (url: string): Promise<Store> =>
  openStore(url, {
    log: { info: () => {}, warn: () => {} },
    sqliteWorker: pathToFileURL(join(compiled, 'store-worker.js')),
    onLost: () => {},
  });
const move = (from: string, to: string, changes: Partial<Move> = {}): Promise<boolean> =>
  moveAll({ from: addressOf(from)!, to: addressOf(to)!, ...changes });

async function filled(engine: Engine, on?: Cluster): Promise<string> {
  const url = await fresh(engine, on);
  const store = await open(url);
  await fillWithEverything(store);
  await store.close();
  return url;
}

/** All that a store hands out, in its order. */
async function handedOut(url: string): Promise<unknown[]> {
  const store = await open(url);
  const all: unknown[] = [];
  for (let some = await store.claim(100); some.length > 0; some = await store.claim(100)) all.push(...some);
  for (const channel of ['telegram', 'messenger']) all.push(...(await store.claimCalls(channel, 100)));
  await store.close();
  return all;
}

/** Everybody is refused: servers and the operator's other commands. */
async function expectUnfinished(url: string): Promise<void> {
  await expect(open(url)).rejects.toThrow('it goes on where it stopped');
  await expect(openVisit(url)).rejects.toThrow('it goes on where it stopped');
}

/** Carries some chunks and stops, as if killed between two of them; tells whether it came to its end before. */
async function isDoneWithin(chunks: number, from: string, to: string): Promise<boolean> {
  let left = chunks;
  const onCarried = () => {
    left -= 1;
    if (left === 0) throw new Error('interrupted');
  };
  try {
    return await move(from, to, { room: { rows: 7, characters: 100_000 }, onCarried });
  } catch (error) {
    expect((error as Error).message).toMatch(
      /^The move stopped at \w+: interrupted\. .*run the move again, and it goes on where it stopped/,
    );
    return false;
  }
}

/** The command as it is compiled for operators. */
const program = join(compiled, 'move.js');
const command = (words: readonly string[], environment: NodeJS.ProcessEnv = {}) =>
  spawnSync(process.execPath, [program, ...words], {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });

test.each(['sqlite', 'postgres'] as const)(
  'every table and column of %s is carried, or said to stay',
  async (engine) => {
    const url = await fresh(engine);
    await (await open(url)).close();
    const real = await asked(
      url,
      engine === 'sqlite'
        ? `SELECT m.name AS name, c.name AS column, c.type AS type, c.pk AS pk
         FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'`
        : `SELECT table_name AS name, column_name AS column, data_type AS type,
           column_name IN (SELECT column_name FROM information_schema.key_column_usage k
             WHERE k.table_name = c.table_name) AS pk
         FROM information_schema.columns c WHERE table_schema = 'public'`,
    );
    const carried = real.filter(({ name }) => !Object.hasOwn(STAYS, String(name)));
    const kinds = (name: unknown) =>
      carried
        .filter((column) => column['name'] === name)
        .map(({ column, type }) => [column, /int/i.test(String(type)) ? 'number' : 'text']);
    expect(new Set(carried.map(({ name }) => name))).toEqual(new Set(TABLES.map(({ name }) => name)));
    for (const { name, key, columns } of TABLES) {
      expect(Object.fromEntries(kinds(name)), name).toEqual(columns);
      expect(
        carried.filter((column) => column['name'] === name && column['pk']).map(({ column }) => column),
      ).toEqual([key]);
    }
  },
);

describe.each([
  ['sqlite', 'postgres'],
  ['postgres', 'sqlite'],
] as const)('a move from %s to %s', (engine, other) => {
  const numbers = {
    sqlite: 'SELECT name, seq AS last FROM sqlite_sequence ORDER BY name',
    postgres: `SELECT replace(sequencename, '_id_seq', '') AS name, last_value AS last FROM pg_sequences
      WHERE sequencename LIKE '%_id_seq' ORDER BY 1`,
  };

  test('carries every row as it is, the numbers of those to come, and leaves the old database as it was', async () => {
    const from = await filled(engine);
    const to = await fresh(other);
    const before = await contents(from);
    for (const [name, rows] of Object.entries(before)) expect(rows, name).not.toEqual([]);
    const compared: Compared[] = [];
    expect(await move(from, to, { onCompared: (one) => compared.push(one) })).toBe(true);
    expect(await contents(to)).toEqual(before);
    expect(await contents(from)).toEqual(before);
    expect(await asked(to, numbers[other])).toEqual(await asked(from, numbers[engine]));
    expect(compared.map(({ table, target }) => [table.name, target.rows])).toEqual(
      Object.entries(before).map(([name, rows]) => [name, rows.length]),
    );
  });

  test('hands out the same as before: in order, with the tries counted, and unclear calls unclear', async () => {
    const from = await filled(engine);
    const to = await fresh(other);
    await move(from, to);
    const there = await handedOut(to);
    expect(there).toEqual(await handedOut(from));
    expect(there).toContainEqual(expect.objectContaining({ unclear: true, attempts: 2 }));
    expect(there).toContainEqual(expect.objectContaining({ attempts: 1, acceptedAt: NOW }));
    const store = await open(to);
    expect(await store.accept([event('flood', 'flood')], NOW)).toEqual([false]);
    expect(await store.secret('visitor', 'another')).toBe('ក-secret-🙂');
    await store.close();
  });

  test('goes on where it was interrupted, and no server starts on half of it', async () => {
    const from = await filled(engine);
    const to = await fresh(other);
    expect(await isDoneWithin(1, from, to)).toBe(false);
    await expectUnfinished(to);
    let runs = 1;
    while (!(await isDoneWithin(2, from, to))) runs += 1;
    expect(runs).toBeGreaterThan(5);
    expect(await contents(to)).toEqual(await contents(from));
    expect((await handedOut(to)).length).toBeGreaterThan(10);
  });

  test('goes on after the command was killed', async () => {
    const from = await fresh(engine);
    const store = await open(from);
    for (let batch = 0; batch < 10; batch += 1)
      await store.accept(
        Array.from({ length: 2_500 }, (_, at) => ({ ...event('a', `${batch} ${at}`), activity: undefined })),
        NOW,
      );
    await store.accept([event('last', 'last')], NOW);
    await store.close();
    const to = await fresh(other);
    for (const after of [1, 10_000]) {
      const child = spawn(process.execPath, [program, from, to], { stdio: 'ignore' });
      const ended = once(child, 'exit');
      const carried = async () =>
        Number((await asked(to, 'SELECT count(*) AS rows FROM event_key'))[0]!['rows']);
      while ((await carried().catch(() => 0)) < after && child.exitCode === null) await sleep(2);
      child.kill('SIGKILL');
      expect(await ended).toEqual([null, 'SIGKILL']);
      expect(await carried()).toBeLessThan(25_001);
      await expectUnfinished(to);
    }
    const { status, stdout } = command([from, to]);
    expect(stdout).toContain('Goes on where it stopped.');
    expect(status).toBe(0);
    expect(await contents(to)).toEqual(await contents(from));
  });

  test('notices that the old database has changed meanwhile, and begins anew when it is told to', async () => {
    const from = await filled(engine);
    const to = await fresh(other);
    expect(await isDoneWithin(12, from, to)).toBe(false);
    const store = await open(from);
    for (const claimed of await store.claim(1)) await store.commit(claimed, result(), NOW);
    await store.close();
    const { status, stdout } = command([from, to]);
    expect(stdout).toMatch(
      /^inbox +\d+ rows {2}[0-9a-f]{12} {2}NOT THE SAME in FROM: +\d+ rows {2}[0-9a-f]{12}$/m,
    );
    expect(stdout).toMatch(/^secret .* ok$/m);
    expect(stdout).toContain('npm run move -- --anew FROM TO');
    expect(status).toBe(1);
    await expectUnfinished(to);
    expect(await move(from, to, { isAnew: true })).toBe(true);
    expect(await contents(to)).toEqual(await contents(from));
  });

  test('needs both for itself', async () => {
    const from = await filled(engine);
    const to = await fresh(other);
    const busy = /^(Another process serves|A server, or another command, is working on)/;
    for (const url of [from, to]) {
      const server = await open(url);
      await expect(move(from, to)).rejects.toThrow(busy);
      await server.close();
    }
    const address = addressOf(from)!;
    const source = await (address.engine === 'sqlite'
      ? fromSqlite(address.path)
      : fromPostgres(address.url, 'the old one'));
    await expect(open(from)).rejects.toThrow(
      engine === 'sqlite' ? 'Another process serves' : 'is being moved',
    );
    await expect(move(from, to)).rejects.toThrow(busy);
    // Also of whoever asks for no lock: a server that has lost its presence, a hand in the database.
    const before = await contents(from);
    const written = beside(from, async (ask) => {
      if (engine === 'postgres') await ask('SET lock_timeout = 200');
      await ask('DELETE FROM inbox');
    });
    await expect(written).rejects.toThrow(/locked|lock timeout/);
    expect(await contents(from)).toEqual(before);
    await source.close();
    await (await open(from)).close();
  });

  test('mixes nothing', async () => {
    const from = await filled(engine);
    const [to, stranger] = [await filled(other), await filled(engine)];
    const before = await contents(to);
    for (const isAnew of [false, true])
      await expect(move(from, to, { isAnew })).rejects.toThrow(
        /is not empty \(event_key, .*Nothing was changed/,
      );
    expect(await contents(to)).toEqual(before);
    await (await open(to)).close();

    const half = await fresh(other);
    expect(await isDoneWithin(12, from, half)).toBe(false);
    await expect(move(stranger, half)).rejects.toThrow('has not ended, and not of one from');
    await expect(move(half, await fresh(engine))).rejects.toThrow('itself the target of a move');
    expect(await move(from, half)).toBe(true);
  });
});

describe('a move', () => {
  test.skipIf(!isBrought(13))('works on the oldest PostgreSQL, both ways', async () => {
    const oldest = await startCluster({ major: 13 });
    try {
      const from = await filled('sqlite');
      const to = await fresh('postgres', oldest);
      const back = await fresh('sqlite');
      expect(await move(from, to)).toBe(true);
      expect(await move(to, back)).toBe(true);
      expect(await contents(back)).toEqual(await contents(from));
    } finally {
      await oldest.remove();
    }
  });

  test('says which row cannot be carried, and goes on when it is gone', async () => {
    const from = await filled('sqlite');
    const to = await fresh('postgres');
    await asked(
      from,
      `UPDATE outbox SET kind = 'a' || char(0) || 'b' WHERE id = (SELECT max(id) FROM outbox)`,
    );
    await expect(move(from, to)).rejects.toThrow(
      /^The move stopped at outbox: kind of the row with the id \d+ holds a NUL/,
    );
    await asked(from, 'DELETE FROM outbox WHERE id = (SELECT max(id) FROM outbox)');
    expect(await move(from, to)).toBe(true);
  });

  test('carries only tables that it knows', async () => {
    const from = await filled('sqlite');
    await asked(from, 'DROP TABLE secret');
    for (const [version, sentence] of [
      [MIGRATIONS.length - 1, /older version.*Start the server of this version/],
      [MIGRATIONS.length + 1, /newer version/],
      [0, /no tables of Smart Villager/],
    ] as const) {
      const database = new Database(from.replace('sqlite:', ''));
      database.pragma(`user_version = ${version}`);
      database.close();
      await expect(move(from, await fresh('postgres'))).rejects.toThrow(sentence);
    }
    const empty = await fresh('postgres');
    await expect(move(empty, await fresh('sqlite'))).rejects.toThrow('no tables of Smart Villager');
    await asked(empty, 'CREATE TABLE record (id INTEGER)');
    await expect(move(await filled('sqlite'), empty)).rejects.toThrow(/already exists\. Name a database/);
  });

  test('is told as a command, and prints no password', async () => {
    const from = await filled('postgres');
    const to = `sqlite:${join(folder, 'told.db')}`;
    const { status, stdout, stderr } = command([from.replace(':villager@', '@'), to], {
      PGPASSWORD: 'villager',
    });
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^secret +1 rows {2}[0-9a-f]{12} {2}ok$/m);
    expect(stdout).toContain(`\n  DATABASE_URL=${to}\n`);
    openDatabase(to.replace('sqlite:', '')).close();

    const wrong = from.replace(':villager@', ':p%40ss-8f3a@');
    const refused = command([wrong, `sqlite:${join(folder, 'never.db')}`]);
    expect(refused.stderr).toMatch(
      /^postgres:\/\/villager@127.*cannot be used: .*password authentication failed/,
    );
    expect(refused.status).toBe(1);
    const back = command([to, from]);
    expect(back.stderr).toContain('is not empty');
    for (const output of [stdout, refused.stderr, back.stderr]) expect(output).not.toMatch(/:villager@|8f3a/);
    expect(command([from]).status).toBe(2);
    expect(command([from, from]).stderr).toContain('FROM and TO are the same database.');
    expect(command(['sqlite:nowhere.db', from]).stderr).toContain('There is no database nowhere.db');
  });
});
