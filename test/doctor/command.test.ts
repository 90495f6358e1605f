import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { typed, write } from '../export/given.ts';
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
  expect(found.stdout).toMatch(/^record\t1\tfields\tphone number\n1 found in \d+ rows of 10 tables\.\n$/);
});

test('a database that is not there is a trouble: exit 1', () => {
  const { status, stderr } = run('sqlite:/nowhere/villager.db');
  expect([status, stderr]).toEqual([1, expect.stringContaining('There is no database')]);
});
