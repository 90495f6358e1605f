import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openPostgres } from '../../adapters/store/postgres/index.ts';
import { openSqlite } from '../../adapters/store/sqlite/index.ts';
import type { Store, TurnResult } from '../../adapters/store.ts';
import { type Cluster, startCluster } from '../../scripts/postgres/cluster.ts';
import { commandFile, WORKERS } from '../fixtures/compiled.ts';
import { call, event, NEVER, NOW, result, typed } from './contract/given.ts';

let folder: string;
let store: Store;
const path = () => join(folder, 'villager.db');
const open = async () => {
  store = await openSqlite({
    path: path(),
    worker: WORKERS.store,
    leastFreeBytes: 0,
  });
};
let url: string;
const run = (script: string, ...options: string[]) =>
  spawnSync(process.execPath, [commandFile(script), ...options], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: url },
  });
/** Each test begins with a store that is open and empty. */
function onSqlite(): void {
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'villager-operating-'));
    url = `sqlite:${path()}`;
    await open();
  });
  afterEach(async () => {
    await store.close().catch(() => undefined);
    rmSync(folder, { recursive: true });
  });
}
function onPostgres(): void {
  let cluster: Cluster;
  let databases = 0;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster.remove());
  beforeEach(async () => {
    databases += 1;
    url = await cluster.createDatabase(`operating_${databases}`);
    store = await openPostgres({ url, log: { info: () => {}, warn: () => {} } });
  });
  afterEach(() => store.close());
}

/** One turn in the conversation `who` that leads to `changes`. */
async function turn(who: string, changes: Partial<TurnResult>): Promise<void> {
  await store.accept([event(who, `${who}-${Math.random()}`)], NOW);
  for (const claimed of await store.claim(1)) await store.commit(claimed, result(changes), NOW);
}

describe('a backup', () => {
  onSqlite();

  test('of a running server can be put back, and holds what was acknowledged before it', async () => {
    await turn('a', { memory: '{"before":1}', calls: [call('open')] });
    const backup = run('backup', '--to', join(folder, 'copy.db'));
    expect(backup.stdout).toContain('checked');
    await turn('a', { memory: '{"after":1}' });

    expect(run('restore', join(folder, 'copy.db')).stderr).toContain('Another process serves');
    await store.close();
    const restored = run('restore', join(folder, 'copy.db'));
    expect([restored.status, restored.stderr]).toEqual([0, '']);
    await open();
    expect(await store.memory('telegram/a')).toBe('{"before":1}');
    expect((await store.claimCalls('telegram', 9)).map((one) => one.call.body['text'])).toEqual(['open']);
    expect(readdirSync(folder).some((name) => name.startsWith('villager.db.before-'))).toBe(true);
  });

  test('stands in for a damaged database and for a lost one', async () => {
    await turn('a', { memory: '{"before":1}' });
    run('backup', '--to', join(folder, 'copy.db'));
    await store.close();
    writeFileSync(path(), 'damaged '.repeat(2_000));
    expect(run('restore', join(folder, 'copy.db')).status).toBe(0);
    rmSync(path());
    expect(run('restore', join(folder, 'copy.db')).status).toBe(0);
    await open();
    expect(await store.memory('telegram/a')).toBe('{"before":1}');
  });

  test.each([
    ['is not there', '/nowhere.db', 'There is no backup'],
    ['is no database', 'noise.db', /damaged|not a database/],
    ['is not ours', 'foreign.db', 'is not a database of Smart Villager'],
  ])('that %s changes nothing', async (_what, name, sentence) => {
    await turn('a', { memory: '{"kept":1}' });
    await store.close();
    writeFileSync(join(folder, 'noise.db'), 'noise '.repeat(2_000));
    writeFileSync(join(folder, 'foreign.db'), '');
    const { status, stderr } = run('restore', name.startsWith('/') ? name : join(folder, name));
    expect(stderr).toMatch(sentence);
    expect(status).toBe(1);
    await open();
    expect(await store.memory('telegram/a')).toBe('{"kept":1}');
  });

  test('overwrites nothing', async () => {
    writeFileSync(join(folder, 'copy.db'), 'precious');
    expect(run('backup', '--to', join(folder, 'copy.db')).stderr).toContain('is there already');
  });
});

describe.each([
  ['SQLite', onSqlite],
  ['PostgreSQL', onPostgres],
] as const)('on %s', (_engine, isGiven) => {
  isGiven();

  describe('dead letters', () => {
    test('are listed with their reasons, and sent again by a running server', async () => {
      expect(run('outbox').stdout).toContain('There are no dead letters');
      await turn('a', { calls: [call('first')] });
      for (const claimed of await store.claimCalls('telegram', 1))
        await store.killCall(claimed, 'telegram-400', NOW);
      const { stdout } = run('outbox');
      expect(stdout).toMatch(/^\d+\tout\ttelegram\t1\t2026-11-20T00:00\tyes\ttelegram-400$/m);
      expect(run('outbox', '--again', 'all').stdout).toContain('1 of 1 go back');
      await store.sweep(NEVER, NOW);
      expect((await store.claimCalls('telegram', 9)).map((one) => one.call.body['text'])).toEqual(['first']);
    });

    test('are named by their numbers', () => {
      const { status, stderr } = run('outbox', '--again', 'x');
      expect(status).toBe(2);
      expect(stderr).toContain('Which ones?');
    });
  });

  test('reports of citizens are printed for the editors', async () => {
    const fields = { service: 'passport', text: 'wrong' };
    await turn('a', { records: [typed(fields)] });
    expect(JSON.parse(run('reports').stdout)).toEqual({
      at: '2026-11-20T00:00:00.000Z',
      channel: 'telegram',
      locale: 'km',
      catalogue_version: 'v',
      ...fields,
    });
  });
});

describe('without a database', () => {
  onSqlite();

  test.each(['backup', 'outbox', 'reports'])('%s says so', async (script) => {
    await store.close();
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    const { status, stderr } = run(script);
    expect(stderr).toContain('There is no database');
    expect(status).toBe(1);
    expect(existsSync(path())).toBe(false);
  });
});

describe('of PostgreSQL', () => {
  onPostgres();

  test.each([
    [
      'backup',
      [],
      /pg_dump --format=custom --file=villager\.dump 'postgres:\/\/villager@127\.0\.0\.1:\d+\/\w+'/,
    ],
    [
      'restore',
      ['x.dump'],
      /pg_restore --clean .*--dbname='postgres:\/\/villager@127\.0\.0\.1:\d+\/\w+' x\.dump/,
    ],
  ] as const)('%s says what to use instead, without the password', (script, options, sentence) => {
    const { status, stderr } = run(script, ...options);
    expect(stderr).toMatch(sentence);
    expect(status).toBe(2);
    expect(stderr).not.toContain('villager:villager');
  });

  test('a database without our tables is left without them', async () => {
    await store.close();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    const { status, stderr } = run('outbox');
    expect(stderr).toContain('has no tables of Smart Villager. Start the server once');
    expect(status).toBe(1);
    const { rows } = await client.query("SELECT 1 FROM pg_tables WHERE schemaname = 'public'");
    expect(rows).toEqual([]);
    await client.end();
  });

  test('whoever cannot be reached is told of, with what to look at', () => {
    url = url.replace(/:\d+\//, ':1/');
    const { status, stderr } = run('reports');
    expect(stderr).toMatch(
      /^The database of DATABASE_URL cannot be used: .*ECONNREFUSED.*Is PostgreSQL running there/,
    );
    expect(status).toBe(1);
  });
});
