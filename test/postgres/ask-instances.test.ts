import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startServer } from '../../scripts/faults/server-process.ts';
import { outcomesOf } from '../../scripts/instances/outcomes.ts';
import { type Cluster, startCluster } from '../../scripts/postgres/cluster.ts';
import { COMPILED } from '../fixtures/compiled.ts';

let cluster: Cluster;
const folder = mkdtempSync(join(tmpdir(), 'villager-instances-'));
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(async () => {
  await cluster.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** A server with its content learned where the others have theirs. */
async function start(database: string, settings: Readonly<Record<string, string>> = {}) {
  const server = await startServer(COMPILED.server, {
    PORT: '0',
    DATA_DIR: folder,
    DATABASE_URL: database,
    LOG_LEVEL: 'error',
    ...settings,
  });
  onTestFinished(() => server.kill());
  return { ...server, port: new URL(server.url).port };
}

/** The command of the page, which ends by itself; resolves with what it said. */
async function askInstances(...words: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/ask-instances.ts', ...words]);
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  child.stderr.pipe(process.stderr);
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, said };
}

describe('citizens who never stop asking', () => {
  test('lose nothing when one server is killed, comes back, and the other is killed', async () => {
    const one = await start(cluster.url());
    const two = await start(cluster.url());
    const asked = askInstances(one.url, two.url, '--seconds', '9');
    await sleep(3_000);
    await one.kill();
    await sleep(1_500);
    await start(cluster.url(), { PORT: one.port });
    await two.kill();
    const { code, said } = await asked;
    expect(said).toContain('lost 0, twice 0, out of order 0, without an answer 0, not shown 0');
    expect(code, said).toBe(0);
    const [, questions] = /with (\d+) questions/.exec(said) ?? [];
    expect(Number(questions)).toBeGreaterThan(20);
    expect(said, 'somebody saw each being killed').toMatch(/away +\d+ +\d+\n.* \d+ +away +\d+\n/s);
  });

  test('say so when the servers do not share a database', async () => {
    const one = await start(`sqlite:${join(folder, 'one.db')}`);
    const two = await start(`sqlite:${join(folder, 'two.db')}`);
    const { code, said } = await askInstances(one.url, two.url, '--seconds', '3');
    expect(said).toMatch(/lost [1-9]/);
    expect(said).toContain('Are all servers on one database?');
    expect(code).toBe(1);
  });
});

test('every query of the page finds what it is there for', async () => {
  await start(cluster.url(), { TELEGRAM_TOKEN: '1:none', TELEGRAM_API_ROOT: 'http://127.0.0.1:9' });
  const queries = [...readFileSync('docs/postgresql.md', 'utf8').matchAll(/^```sql\n(.*?)^```$/gms)];
  const [present = '', duties = '', tables = '', ...more] = queries.map(([, query = '']) => query);
  expect(more).toEqual([]);
  const client = new pg.Client({ connectionString: cluster.url() });
  await client.connect();
  const rows = async (query: string) => (await client.query(query)).rows as Record<string, unknown>[];
  expect((await rows(present)).map((row) => row['application_name'])).toContain('smart-villager presence');
  const taken = async () => (await rows(duties)).filter(({ process }) => process).map(({ duty }) => duty);
  await expect
    .poll(taken, { timeout: 10_000 })
    .toEqual(expect.arrayContaining(['send telegram', 'hear telegram']));
  expect((await rows(tables)).map(({ relname }) => relname)).toEqual(
    expect.arrayContaining(['line', 'inbox', 'outbox', 'event_key', 'conversation']),
  );
  await client.end();
});

const page = (...bubbles: string[]) =>
  `${bubbles.map((text) => `<article class="said ${/^Q/.test(text) ? 'citizen' : 'bot'}">\n${text}\n</article>`).join('\n')}
<template><article class="said citizen">Question 1:</article></template>`;

test.each([
  ['as it was answered', ['Question 1: a', 'b', 'Question 2: c', 'd', 'e'], ['right', 'right']],
  ['without a question', ['Question 2: c', 'd', 'e'], ['lost', 'right']],
  ['without a part of an answer', ['Question 1: a', 'b', 'Question 2: c', 'd'], ['right', 'lost']],
  ['with an answer twice', ['Question 1: a', 'b', 'b', 'Question 2: c', 'd', 'e'], ['twice', 'right']],
  [
    'with a question twice',
    ['Question 1: a', 'b', 'Question 2: c', 'd', 'e', 'Question 1: a', 'b'],
    ['twice', 'right'],
  ],
  ['in another order', ['Question 2: c', 'd', 'e', 'Question 1: a', 'b'], ['misplaced', 'right']],
  ['without anything', [], ['lost', 'lost']],
])('a page %s is seen through', (_how, bubbles, outcomes) => {
  const questions = [
    { number: 1, bubbles: 1 },
    { number: 2, bubbles: 2 },
    { number: 3, bubbles: undefined },
  ];
  expect(outcomesOf(questions, page(...bubbles))).toEqual([...outcomes, 'unanswered']);
});

test('nobody is blamed for a page that nobody showed', () => {
  expect(outcomesOf([{ number: 1, bubbles: 1 }], undefined)).toEqual(['unread']);
});
