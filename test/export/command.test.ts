import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readExcelFile from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../adapters/store/sqlite/database.ts';
import { commandFile } from '../fixtures/compiled.ts';
import { rating, write } from './given.ts';

const folder = mkdtempSync(join(tmpdir(), 'villager-export-'));
const url = `sqlite:${join(folder, 'villager.db')}`;
const to = (name: string) => join(folder, name);
beforeAll(async () => {
  openDatabase(to('villager.db')).close();
  await write(url, 'rating', [rating('2026-02-01'), rating('2026-02-02', { is_test: 1 })]);
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (options: readonly string[], database = url) =>
  spawnSync(process.execPath, [commandFile('export'), ...options], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: database },
  });

test('writes a table to standard output, and nothing else anywhere', () => {
  const { status, stdout, stderr } = run(['ratings']);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(
    /^\ufeffrow,day,hour,.*\r\n1,2026-02-01,10,telegram,.*លិខិតឆ្លងដែន,Passport,like,.*\r\n$/,
  );
});

test('no rows are no trouble, and are said', () => {
  const { status, stdout, stderr } = run(['ratings', '--from', '2027-01-01', '--format', 'jsonl']);
  expect([status, stdout, stderr]).toEqual([0, '', 'There are no such rows.\n']);
});

test('writes a whole file, and replaces none unasked', async () => {
  const options = ['ratings', '--format', 'xlsx', '--out', to('a.xlsx')];
  expect(run(options)).toMatchObject({ status: 0, stdout: '', stderr: '' });
  const [data] = await readExcelFile(to('a.xlsx'));
  expect(data!.data[1]).toContain('លិខិតឆ្លងដែន');
  writeFileSync(to('a.xlsx'), 'mine');
  const again = run(options);
  expect([again.status, again.stderr]).toEqual([1, expect.stringContaining('is there already')]);
  expect(readFileSync(to('a.xlsx'), 'utf8')).toBe('mine');
  expect(run([...options, '--force']).status).toBe(0);
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test.each([
  [['ratings', '--format', 'xlsx'], 'say where to with --out FILE'],
  [['ratings', '--place', 'Batambang'], 'Did you mean 02 (Batambang)?'],
  [['ratings', 'visits'], 'One dataset at a time'],
  [[], 'dataset is one of'],
  [['ratings', '--out', '/tmp/x', '--froce'], "Unknown option '--froce'"],
])('%j is wrong usage: exit 2', (options, sentence) => {
  const { status, stdout, stderr } = run(options);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(sentence);
});

test('a trouble is exit 1, and leaves no file', () => {
  const gone = run(['ratings', '--out', to('none.csv')], `sqlite:${to('gone.db')}`);
  expect([gone.status, gone.stderr]).toEqual([1, expect.stringContaining('There is no database')]);
  expect(existsSync(to('none.csv'))).toBe(false);
  expect(run(['ratings', '--out', '/nowhere/x.csv']).status).toBe(1);
});

test('ends without a word when nobody reads any more', async () => {
  await write(
    url,
    'rating',
    Array.from({ length: 2_000 }, () => rating('2026-03-01')),
  );
  const command = `${process.execPath} --import tsx scripts/export.ts ratings | head -1; echo "\${PIPESTATUS[0]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', command], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: url },
  });
  expect(stderr).toBe('');
  expect(stdout.trim().split('\n').at(-1)).toBe('0');
});
