import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MIGRATIONS } from '../../adapters/store/migrations.ts';
import { migrate, openDatabase } from '../../adapters/store/sqlite/database.ts';
import { openSqlite } from '../../adapters/store/sqlite/index.ts';
import type { Store } from '../../adapters/store.ts';
import { WORKERS } from '../fixtures/compiled.ts';
import { event } from './contract/given.ts';
import { storeContract } from './contract/index.ts';
import { asked } from './move/contents.ts';

const worker = WORKERS.store;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'villager-store-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const path = () => join(folder, 'data', 'villager.db');
const open = (changes: object = {}) => openSqlite({ path: path(), worker, leastFreeBytes: 0, ...changes });

storeContract('the store on SQLite', async () => {
  let store: Store = await open();
  return {
    store: () => store,
    reopen: async () => {
      await store.close();
      store = await open();
    },
    rows: (table) => asked(`sqlite:${path()}`, `SELECT * FROM ${table}`),
    end: () => store.close().catch(() => undefined),
  };
});

const step = (...statements: string[]) => ({ keepsOld: true, statements });

describe('a SQLite file', () => {
  const NOW = Date.UTC(2026, 10, 20);
  const filled = async (events = 200) => {
    const store = await open();
    await store.accept(
      Array.from({ length: events }, (_, at) => event(`${at}`, `${at}`)),
      NOW,
    );
    return store;
  };

  test('is written with a full sync on every connection', () => {
    const database = openDatabase(path());
    expect(database.pragma('synchronous', { simple: true })).toBe(2);
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    database.close();
  });

  test('serves one process at a time', async () => {
    const store = await open();
    await expect(open()).rejects.toThrow('Another process serves the database');
    await store.close();
    await (await open()).close();
  });

  test('its owner may die without a word', async () => {
    const script = `const D = require('better-sqlite3'); new D(${JSON.stringify(`${path()}-owner`)}).exec('BEGIN EXCLUSIVE'); process.kill(process.pid, 'SIGKILL')`;
    await (await open()).close();
    expect(() => execFileSync('node', ['-e', script], { stdio: 'ignore' })).toThrow();
    await (await open()).close();
  });

  test('that is damaged is refused and left as it was', async () => {
    await (await filled()).close();
    const bytes = readFileSync(path());
    for (let page = 1; page < bytes.length / 4096; page += 1) bytes.fill(0xa5, page * 4096, page * 4096 + 64);
    writeFileSync(path(), bytes);
    await expect(open()).rejects.toThrow(/is damaged .*restore a backup/);
    expect(readFileSync(path()).equals(bytes)).toBe(true);
  });

  test('that is no database is refused', async () => {
    await (await open()).close();
    writeFileSync(path(), 'not a database at all, '.repeat(300));
    await expect(open()).rejects.toThrow(/cannot be opened|is damaged/);
  });

  test('whose log is there but not itself is not replaced by an empty one', async () => {
    const store = await filled();
    copyFileSync(`${path()}-wal`, join(folder, 'wal'));
    await store.close();
    rmSync(path());
    copyFileSync(join(folder, 'wal'), `${path()}-wal`);
    await expect(open()).rejects.toThrow(/is gone, but its log/);
    expect(existsSync(path())).toBe(false);
  });

  test('with a torn log keeps every transaction before the tear', async () => {
    const store = await filled(50);
    await store.accept([event('last', 'last')], NOW);
    for (const end of ['', '-wal']) copyFileSync(path() + end, join(folder, `copy.db${end}`));
    await store.close();
    const torn = join(folder, 'copy.db');
    truncateSync(`${torn}-wal`, readFileSync(`${torn}-wal`).length - 100); // and its index -shm is missing
    const copy = await openSqlite({ path: torn, worker, leastFreeBytes: 0 });
    expect((await copy.stats()).openEvents).toBe(50);
    await copy.close();
  });

  test('written by a newer version is refused', async () => {
    await (await open()).close();
    const database = new Database(path());
    database.pragma(`user_version = ${MIGRATIONS.length + 1}`);
    database.close();
    await expect(open()).rejects.toThrow('written by a newer version');
  });

  test('of the version before takes the steps that are missing, with its open events, or none of them', async () => {
    const store = await filled(10);
    await store.close();
    const database = new Database(path());
    const next = [
      ...MIGRATIONS,
      step('ALTER TABLE inbox ADD COLUMN note TEXT', 'CREATE TABLE extra (id SERIAL_KEY)'),
    ];
    const broken = [
      ...MIGRATIONS,
      step('ALTER TABLE inbox ADD COLUMN other TEXT', 'CREATE TABLE inbox (id SERIAL_KEY)'),
    ];
    const columns = () =>
      (database.pragma('table_info(inbox)') as { name: string }[]).map(({ name }) => name);
    expect(() => migrate(database, broken, path())).toThrow('already exists');
    expect(columns()).not.toContain('other');
    migrate(database, next, path());
    expect(columns()).toContain('note');
    expect(database.prepare('SELECT count(*) FROM inbox').pluck().get()).toBe(10);
    database.close();
  });

  test('on a full disk refuses to accept, loses nothing, and goes on when there is room', async () => {
    const store = await filled(20);
    await store.close();
    const database = openDatabase(path());
    const pages = Number(database.pragma('page_count', { simple: true }));
    database.close();
    const full = await open({ mostPages: pages + 2 });
    const large = Array.from({ length: 500 }, (_, at) => event('large', `large-${at}`));
    await expect(full.accept(large, NOW)).rejects.toThrow('full');
    expect((await full.stats()).openEvents).toBe(20);
    expect(await full.claim(3)).toHaveLength(3);
    await full.close();
    const roomy = await open();
    expect(await roomy.accept(large, NOW)).not.toContain(false);
    expect((await roomy.stats()).openEvents).toBe(520);
    await roomy.close();
  });

  test('is not healthy when the disk is nearly full', async () => {
    const store = await open({ leastFreeBytes: Number.MAX_SAFE_INTEGER });
    await expect(store.health(NOW)).rejects.toThrow(/MB left and needs/);
    await store.close();
  });

  test('holds nothing of a conversation that was forgotten, in no file', async () => {
    const store = await open();
    const canary = 'canary-8f3a2c';
    await store.accept([{ ...event(canary, '1'), activity: { type: 'message', text: canary } }], NOW);
    const [turn] = await store.claim(1);
    const calls = [{ method: 'say', body: { text: canary }, kind: 'answer' as const }];
    await store.commit(turn!, { memory: canary, calls, records: [], forgets: false }, NOW);
    await store.accept([event(canary, '2')], NOW);
    const [forget] = await store.claim(1);
    await store.commit(forget!, { memory: undefined, calls: [], records: [], forgets: true }, NOW);
    await store.close();
    for (const end of ['', '-wal', '-shm', '-owner'])
      if (existsSync(path() + end)) expect(readFileSync(path() + end).includes(canary), end).toBe(false);
  });
});
