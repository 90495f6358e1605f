import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { versionOf } from '../../adapters/content/build.ts';
import { type ContentFile, readContent } from '../../adapters/content/files.ts';
import { openLiveContent } from '../../adapters/content/live.ts';
import { createContentArchive } from '../../adapters/content-archive.ts';
import { pack } from '../../adapters/packed.ts';
import { openPostgres } from '../../adapters/store/postgres/index.ts';
import { openSqlite } from '../../adapters/store/sqlite/index.ts';
import type { Store } from '../../adapters/store.ts';
import { startCluster } from '../../scripts/postgres/cluster.ts';
import { findings } from '../doctor/engines.ts';
import { commandFile, WORKERS } from '../fixtures/compiled.ts';
import { oneService } from '../fixtures/one-service.ts';
import { NEVER, NOW } from './contract/given.ts';
import { asked } from './move/contents.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };
const folder = mkdtempSync(join(tmpdir(), 'villager-catalogue-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Given {
  readonly url: string;
  readonly open: () => Promise<Store>;
  readonly end: () => Promise<unknown>;
}
const ENGINES: Readonly<Record<'sqlite' | 'postgres', () => Promise<Given>>> = {
  sqlite: async () => {
    const path = join(folder, 'villager.db');
    const worker = WORKERS.store;
    return {
      url: `sqlite:${path}`,
      open: () => openSqlite({ path, worker, leastFreeBytes: 0 }),
      end: async () => {},
    };
  },
  postgres: async () => {
    const cluster = await startCluster();
    const url = cluster.url();
    return { url, open: () => openPostgres({ url, log }), end: cluster.remove };
  },
};

const run = (url: string, ...words: readonly string[]) =>
  spawnSync(process.execPath, [commandFile('catalogue'), ...words], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: url },
  });

describe.each(Object.keys(ENGINES) as (keyof typeof ENGINES)[])(
  'the content of every answer on %s',
  (engine) => {
    let given: Given;
    let store: Store;
    const content = join(folder, `content-${engine}`);
    const laws = join(content, 'laws.yaml');
    const at = new Date(NOW);
    /** An instance that serves these files, from its start to its end. */
    const served = async (on: Store, files: readonly ContentFile[]) => {
      const archive = createContentArchive({ store: on, now: () => at, log });
      archive.keep({ version: versionOf(files), files });
      await archive.stop();
    };
    beforeAll(async () => {
      given = await ENGINES[engine]();
      store = await given.open();
      oneService(content);
    });
    afterAll(async () => {
      await store.close();
      await given.end();
    });

    test('is archived at the start and with each change that is served, and read back as it was', async () => {
      expect(run(given.url).stdout).toContain('No content is archived');
      const before = await readContent(content);
      const live = await openLiveContent({
        folder: content,
        worker: WORKERS.content,
        log,
      });
      const archive = createContentArchive({ store, now: () => at, log });
      live.listen(archive.keep);
      const count = async () => (await asked(given.url, 'SELECT version FROM catalogue')).length;
      await vi.waitUntil(async () => (await count()) === 1, { timeout: 10_000 });
      writeFileSync(laws, `${readFileSync(laws, 'utf8')}# ច្បាប់ថ្មី\n`);
      await vi.waitUntil(async () => (await count()) === 2, { timeout: 30_000, interval: 200 });
      live.close();
      await archive.stop();
      expect(archive.troubles()).toEqual([]);

      const after = await readContent(content);
      const { status, stdout } = run(given.url);
      expect([status, stdout.split('\n').toSorted()]).toEqual([
        0,
        ['', ...[before, after].map((files) => `${versionOf(files)}\t2026-11-20T00:00`)].toSorted(),
      ]);
      for (const files of [before, after]) {
        const then = join(folder, `${engine}-${versionOf(files)}`);
        const written = run(given.url, versionOf(files), '--out', then);
        expect([written.status, written.stderr]).toEqual([0, '']);
        expect(await readContent(then)).toEqual(files);
      }
      expect(before).not.toEqual(after);
    });

    test('is archived once, whoever serves it and how often, and no sweep deletes it', async () => {
      const files = await readContent(content);
      const rows = async () => asked(given.url, 'SELECT * FROM catalogue ORDER BY version');
      const before = await rows();
      expect(before).toHaveLength(2);
      const others = engine === 'postgres' ? await Promise.all([given.open(), given.open()]) : [];
      const once = [{ name: 'a.yaml', text: 'once' }];
      await Promise.all([store, ...others].flatMap((one) => [served(one, files), served(one, once)]));
      await Promise.all(others.map((one) => one.close()));
      const ages = Object.keys(NEVER).map((what) => [what, NOW + 1]);
      await store.sweep({ ...NEVER, ...Object.fromEntries(ages), visitorKeys: '' }, NOW + 1);
      const after = await rows();
      expect(after).toEqual(expect.arrayContaining(before));
      expect(after).toHaveLength(3);
    });

    test('is nothing that the doctor finds', async () => {
      expect((await findings(given.url, engine)).found).toEqual([]);
    });

    test.each([
      [['abcdef012345', '--out', join(folder, 'none')], 1, 'No content abcdef012345 is archived'],
      [['abcdef012345', '--out', folder], 1, 'is there already'],
      [['abcdef012345'], 2, 'belong together'],
      [['--out', join(folder, 'none')], 2, 'belong together'],
      [['abcdef012345', 'more', '--out', join(folder, 'none')], 2, 'One version at a time'],
    ])('is not written for %j', (words, code, sentence) => {
      const { status, stderr } = run(given.url, ...words);
      expect(stderr).toContain(sentence);
      expect(status).toBe(code);
    });

    test('is not handed out as something else', async () => {
      const damaged = { abcdef012345: await pack({ 'laws.yaml': 'another law' }), abcdef012346: 'H4sIAAAA' };
      for (const [version, files] of Object.entries(damaged)) {
        await store.archive({ table: 'catalogue', row: { version, at: NOW, files } });
        const { status, stderr } = run(given.url, version, '--out', join(folder, 'none'));
        expect([status, stderr]).toEqual([1, expect.stringContaining(`The content ${version} is damaged`)]);
      }
    });
  },
);
