import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { versionOf } from '../../adapters/content/build.ts';
import { readContent } from '../../adapters/content/files.ts';
import { type LiveContent, openLiveContent, type ServedContent } from '../../adapters/content/live.ts';
import { WORKERS } from '../fixtures/compiled.ts';
import { oneService } from '../fixtures/one-service.ts';

const WORKER = WORKERS.content;
const silent = { info: vi.fn(), error: vi.fn() };

let folder: string;
let live: LiveContent | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'villager-live-'));
  oneService(folder);
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

test('every version that is served is told with its files, from the first on; a broken one is not', async () => {
  live = await openLiveContent({ folder, worker: WORKER, log: silent });
  const heard: ServedContent[] = [];
  live.listen((served) => heard.push(served));
  change('status: active', 'status: actve');
  await until(() => expect(live?.troubles()).not.toEqual([]));
  change('status: actve', 'status: active # mended');
  await until(() => expect(heard).toHaveLength(2));
  expect(heard.map(({ version, files }) => [version, versionOf(files)])).toEqual(
    [heard[0]!.version, live.knowledge().version].map((version) => [version, version]),
  );
  expect(heard[1]!.files).toEqual(await readContent(folder));
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

test('a file that is saved during the first build is served too', async () => {
  cpSync('content', folder, { recursive: true }); // all that there is to learn, so that it takes long enough
  const opening = openLiveContent({ folder, worker: WORKER, log: silent });
  setTimeout(() => change('en: Passport }', 'en: Travel passport }'), 600); // read by then, not yet learned
  live = await opening;
  await until(() => expect(nameNow()).toBe('Travel passport'));
});

test('a folder that is replaced, as deploys do, is noticed; while it is gone the old content stays', async () => {
  live = await openLiveContent({ folder, worker: WORKER, log: silent });
  renameSync(folder, `${folder}.old`);
  try {
    await until(() => expect(live?.troubles()[0]).toMatch(/could not be read: ENOENT/));
    expect(nameNow()).toBe('Passport');
  } finally {
    renameSync(`${folder}.old`, folder);
  }
  change('en: Passport }', 'en: Travel passport }');
  await until(() => expect(nameNow()).toBe('Travel passport'));
  expect(live.troubles()).toEqual([]);
});

test('saves without a pause do not postpone the new content for ever', async () => {
  live = await openLiveContent({ folder, worker: WORKER, log: silent });
  change('en: Passport }', 'en: Travel passport }');
  let saves = 0;
  const saving = setInterval(
    () =>
      writeFileSync(join(folder, 'laws.yaml'), `${readFileSync('content/laws.yaml', 'utf8')}# ${saves++}\n`),
    50,
  );
  try {
    await until(() => expect(nameNow()).toBe('Travel passport'));
  } finally {
    clearInterval(saving);
  }
});

test.each([
  ['stops without a word', 'process.exit(0)', /stopped with code 0 and without a word/],
  ['throws', 'throw new Error("out of order")', /out of order/],
])('a worker that %s is a failed start, not an endless wait', async (_what, code, reason) => {
  const worker = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
  await expect(openLiveContent({ folder, worker, log: silent })).rejects.toThrow(reason);
});

test('content that the engine cannot take is a trouble, not the end of the process', async () => {
  const worker = join(folder, 'worker.mjs');
  writeFileSync(worker, `import ${JSON.stringify(WORKER.href)};`);
  live = await openLiveContent({ folder, worker: pathToFileURL(worker), log: silent });

  const useless = { built: { ok: true, version: 'useless', catalogue: {}, lessons: {} } };
  writeFileSync(
    worker,
    `import { parentPort } from 'node:worker_threads';\nparentPort.postMessage(${JSON.stringify(useless)});`,
  );
  change('en: Passport }', 'en: Travel passport }');
  await until(() => expect(live?.troubles()[0]).toMatch(/could not be read/));
  expect(nameNow()).toBe('Passport');
});

test('a build that cannot be kept is served and told in the log', async () => {
  const log = { info: vi.fn(), error: vi.fn() };
  live = await openLiveContent({ folder, worker: WORKER, keep: join(passport(), 'content.build'), log });
  expect(nameNow()).toBe('Passport');
  await until(() =>
    expect(log.error).toHaveBeenCalledWith(
      { reason: expect.stringMatching(/EEXIST|ENOTDIR/) },
      'content.not-kept',
    ),
  );
});
