import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { isBrought } from '../../scripts/postgres/binaries.ts';
import { type Cluster, startCluster } from '../../scripts/postgres/cluster.ts';
import { childrenOf, isAlive } from '../../scripts/postgres/processes.ts';

const clusters: Cluster[] = [];
const folders: string[] = [];
afterAll(async () => {
  for (const cluster of clusters) await cluster.remove();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe.each(([18, 13] as const).filter(isBrought))('PostgreSQL %i', (major) => {
  test('starts, loses nothing that was committed when it crashes, and leaves nothing behind', async () => {
    const cluster = await startCluster({ major, settings: { max_connections: '20' } });
    clusters.push(cluster);
    expect(await ask(cluster.url(), 'SHOW server_version')).toMatch(new RegExp(`^${major}[.]`));
    expect(await ask(cluster.url(), 'SHOW max_connections')).toBe('20');
    expect(await ask(cluster.url(), 'SHOW fsync')).toBe('on');
    expect(await ask(cluster.url(), 'SHOW is_superuser')).toBe('off');
    await ask(cluster.url(), 'CREATE TABLE kept AS SELECT 42 AS answer');

    const before = [cluster.pid(), ...childrenOf(cluster.pid())];
    expect(before.length).toBeGreaterThan(4);
    await cluster.crash();
    expect(before.filter(isAlive)).toEqual([]);
    expect(() => cluster.pid()).toThrow('is not running');
    await cluster.start();
    expect(await ask(cluster.url(), 'SELECT answer FROM kept')).toBe(42);

    await cluster.stop();
    await cluster.start();
    const after = [cluster.pid(), ...childrenOf(cluster.pid())];
    await cluster.remove();
    expect(after.filter(isAlive)).toEqual([]);
    expect(existsSync(cluster.folder)).toBe(false);
  });
});

test('two work side by side, each with databases of its own; a given folder is kept', async () => {
  const folder = temporary();
  const [one, two] = await Promise.all([startCluster(), startCluster({ folder })]);
  clusters.push(one, two);
  expect(one.port).not.toBe(two.port);
  const other = await one.createDatabase('Another "one"');
  expect(await ask(other, 'SELECT current_database()')).toBe('Another "one"');
  await expect(ask(two.url('Another "one"'), 'SELECT 1')).rejects.toThrow('does not exist');
  await ask(two.url(), 'CREATE TABLE kept AS SELECT 1');
  await two.remove();

  const again = await startCluster({ folder });
  clusters.push(again);
  expect(await ask(again.url(), 'SELECT count(*)::int FROM kept')).toBe(1);

  await expect(startCluster({ folder })).rejects.toThrow('lock file "postmaster.pid" already exists');
  expect(await ask(again.url(), 'SELECT 1')).toBe(1);
  await expect(startCluster({ port: one.port })).rejects.toThrow('Address already in use');
});

test('is gone with its folder when the process that started it is killed', async () => {
  const program = `
    const { startCluster } = await import(${JSON.stringify(join(process.cwd(), 'scripts/postgres/cluster.ts'))});
    const cluster = await startCluster();
    console.log(JSON.stringify({ pid: cluster.pid(), folder: cluster.folder }));`;
  const words = ['--import', 'tsx', '--input-type=module', '--eval', program];
  const starter = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void starter.kill('SIGKILL'));
  const [line] = await once(starter.stdout, 'data');
  const { pid, folder } = JSON.parse(`${line}`) as { pid: number; folder: string };
  expect(isAlive(pid)).toBe(true);
  starter.kill('SIGKILL');
  await expect.poll(() => isAlive(pid) || existsSync(folder), { timeout: 5_000 }).toBe(false);
});

test('says what is wrong when it cannot start', async () => {
  await expect(startCluster({ settings: { no_such: 'setting' } })).rejects.toThrow(
    /could not start on port \d+ .*unrecognized configuration parameter "no_such"/s,
  );
});

/** The only value of the only row, if there is one. */
async function ask(url: string, query: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  // A crash ends the connection; who asks hears of it from the query.
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query({ text: query, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'villager-cluster-'));
  folders.push(folder);
  return folder;
}
