import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer, typed, write } from '../export/given.ts';
import { beside } from '../store/move/contents.ts';
import { type Empty, ENGINES } from './engines.ts';

let at: Empty;
beforeAll(async () => {
  at = await ENGINES[0]!.open();
});
afterAll(() => at.end());

const run = (url: string) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'scripts/doctor.ts'], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: url },
  });

test('the command ends with 0 when nothing is found, with 1 and the place when something is', async () => {
  const { status, stdout, stderr } = run(at.url);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^Nothing found in \d+ rows of 10 tables\.\n$/);
  await write(at.url, 'record', [typed('2026-02-01', 'unanswered', { text: 'call ០១២ ៣៤៥ ៦៧៨' })]);
  const found = run(at.url);
  expect(found.status).toBe(1);
  expect(found.stdout).toMatch(
    /^record\tfields\tphone number\t1 row: 1\n1 found in \d+ rows of 10 tables\.\n$/,
  );
});

test('what is alike is one line, and a real find stands beside it', async () => {
  const many = await ENGINES[0]!.open();
  const rows = Array.from({ length: 20 }, () => answer('2026-02-01', { catalogue_version: 'demo' }));
  await write(many.url, 'answer', [...rows, answer('2026-02-01', { service: '012-345-678' })]);
  const { status, stdout } = run(many.url);
  expect(status).toBe(1);
  expect(stdout).toBe(
    [
      'answer\tcatalogue_version\tnot a version\t20 rows: 1, 2, 3, 4, 5, …',
      'answer\tservice\tphone number\t1 row: 21',
      '21 found in 22 rows of 10 tables.\n',
    ].join('\n'),
  );
  // A demo may say that it is one; what else is in it is found.
  await beside(many.url, async (ask) => {
    await ask("INSERT INTO secret (name, value) VALUES ('demo', 'npm run demo -- --seed 1 --until 2026-10')");
  });
  expect(run(many.url).stdout).toBe(
    'answer\tservice\tphone number\t1 row: 21\n1 found in 23 rows of 10 tables.\n',
  );
  await beside(many.url, async (ask) => {
    await ask("DELETE FROM answer WHERE service = '012-345-678'");
    await ask("UPDATE secret SET value = 'npm run demo -- --seed 012-345-678'");
  });
  expect(run(many.url).stdout).toContain('secret\tvalue\tphone number\t1 row: demo\n');
  await many.end();
});

test('a database that is not there is a trouble: exit 1', () => {
  const { status, stderr } = run('sqlite:/nowhere/villager.db');
  expect([status, stderr]).toEqual([1, expect.stringContaining('There is no database')]);
});
