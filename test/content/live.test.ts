import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type LiveContent, openLiveContent } from '../../adapters/content/live.ts';

const WORKER = new URL('../fixtures/content-worker.mjs', import.meta.url);
const silent = { info: vi.fn(), error: vi.fn() };

let folder: string;
let live: LiveContent | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'villager-live-'));
  cpSync('content', folder, { recursive: true });
});
afterEach(() => {
  live?.close();
  live = undefined;
  rmSync(folder, { recursive: true });
});

const passport = () => join(folder, 'services/identity/passport.yaml');
const change = (from: string, to: string) =>
  writeFileSync(passport(), readFileSync(passport(), 'utf8').replace(from, to));
const nameNow = () => live?.knowledge().service('passport')?.name.en;
const until = (check: () => void) => vi.waitFor(check, { timeout: 30_000, interval: 50 });

test('a changed file is served without a restart; a broken one keeps the old content and says why', async () => {
  live = await openLiveContent({ folder, worker: WORKER, log: silent });
  const first = live.knowledge().version;
  expect(nameNow()).toBe('Passport');
  expect(live.troubles()).toEqual([]);

  change('en: Passport }', 'en: Travel passport }');
  await until(() => expect(nameNow()).toBe('Travel passport'));
  expect(live.knowledge().version).not.toBe(first);

  change('status: active', 'status: actve');
  await until(() =>
    expect(live?.troubles()[0]).toMatch(/passport\.yaml:\d+:\d+ "status" must be one of .*fix: active/),
  );
  expect(nameNow()).toBe('Travel passport');
  expect(silent.error).toHaveBeenCalledWith(
    expect.objectContaining({ kept: live.knowledge().version }),
    'content.refused',
  );

  change('status: actve', 'status: active');
  await until(() => expect(live?.troubles()).toEqual([]));
  expect(nameNow()).toBe('Travel passport');
});

test('a start with broken content is refused with every trouble', async () => {
  change('status: active', 'status: actve');
  await expect(openLiveContent({ folder, worker: WORKER, log: silent })).rejects.toThrow(
    /content is broken.*\n.*passport\.yaml:\d+:\d+ "status"/,
  );
});

test('a missing folder is refused with a sentence', async () => {
  await expect(
    openLiveContent({ folder: join(folder, 'nowhere'), worker: WORKER, log: silent }),
  ).rejects.toThrow(/nowhere/);
});
