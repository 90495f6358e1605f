import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { unpack } from '../adapters/packed.ts';

/** The product as `npm start` runs it: compiled, in a process of its own. */
let folder: string;
const running = new Set<ChildProcess>();
let started = 0;

beforeAll(() => {
  execFileSync('node', ['scripts/build.mjs']);
  folder = mkdtempSync(join(tmpdir(), 'villager-server-'));
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});
afterAll(() => rmSync(folder, { recursive: true }));

function start(environment: Record<string, string>) {
  const child = spawn('node', ['dist/main.js'], {
    env: {
      ...process.env,
      PORT: '0',
      DATA_DIR: folder,
      DATABASE_URL: `sqlite:${join(folder, `${started++}.db`)}`,
      ...environment,
    },
  });
  running.add(child);
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const ended = once(child, 'exit').then(([code]) => code as number);
  const address = new Promise<string>((resolve) => {
    child.stdout.on('data', () => {
      const found = /answers on (http:\/\/localhost:\d+)/.exec(output)?.[1];
      if (found) resolve(found.replace('localhost', '127.0.0.1'));
    });
  });
  return {
    child,
    ended,
    output: () => output,
    address: () =>
      Promise.race([
        address,
        ended.then((code) => Promise.reject(new Error(`ended with ${code}: ${output}`))),
      ]),
  };
}

const ask = async (address: string, text: string) => {
  const response = await fetch(`${address}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'message', text }),
  });
  return (await response.json()) as { activities: { text: string }[] };
};

describe('npm start', () => {
  test('says where it answers, answers, and ends cleanly when asked to', async () => {
    const server = start({});
    const address = await server.address();
    const { activities } = await ask(address, 'how much is a passport?');
    expect(activities.at(-1)?.text).toContain('USD 100');
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  });

  test("a citizen's words, numbers and names are not in the log; a report is kept scrubbed", async () => {
    const server = start({ LOG_LEVEL: 'debug', DATABASE_URL: `sqlite:${join(folder, 'reports.db')}` });
    const address = await server.address();
    await ask(address, 'your price is wrong 012 345 678');
    server.child.kill('SIGTERM');
    await server.ended;
    expect(server.output()).not.toMatch(/price is wrong|012 345|345678/i);
    const database = new Database(join(folder, 'reports.db'), { readonly: true });
    const kept = String(
      database.prepare(`SELECT fields FROM record WHERE kind = 'content_report'`).pluck().get(),
    );
    database.close();
    expect(kept).toContain('[number]');
    expect(kept).not.toContain('345 678');
  });

  test('the content that an answer came from is kept beside it', async () => {
    const path = join(folder, 'traced.db');
    const server = start({ DATABASE_URL: `sqlite:${path}` });
    await ask(await server.address(), 'how much is a passport?');
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    const database = new Database(path, { readonly: true });
    const files = database
      .prepare('SELECT files FROM answer JOIN catalogue ON version = catalogue_version')
      .pluck()
      .get();
    database.close();
    const passport = 'services/identity/passport.yaml';
    expect(unpack(String(files))[passport]).toBe(readFileSync(join('content', passport), 'utf8'));
  });

  test('broken content stops the start with every trouble', async () => {
    const content = join(folder, 'content');
    cpSync('content', content, { recursive: true });
    const file = join(content, 'sectors.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('short:', 'shrt:'));
    const server = start({ CONTENT_DIR: content });
    expect(await server.ended).toBe(1);
    expect(server.output()).toMatch(/sectors\.yaml:\d+:\d+ .*shrt/);
  });

  test.each([
    [{ PORT: 'eighty' }, /PORT: .*eighty/],
    [{ PUBLIC_URL: 'villager' }, /PUBLIC_URL: /],
    [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL: .*loud/],
    [{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL: is sqlite: and the path/],
    [{ MESSENGER_PAGE_TOKEN: 'token' }, /MESSENGER_APP_SECRET: is missing: Messenger is set by half/],
    [{ TELEGRAM_WEBHOOK_SECRET: 'secret' }, /TELEGRAM_TOKEN: is missing: Telegram is set by half/],
    [
      { TELEGRAM_TOKEN: '1:a', TELEGRAM_WEBHOOK_SECRET: 'secret' },
      /PUBLIC_URL: must begin with https.*unset TELEGRAM_WEBHOOK_SECRET/,
    ],
    [{ TELEGRAM_TOKEN: 'no-token' }, /TELEGRAM_TOKEN: looks like(?!.*no-token)/],
  ])('a wrong setting stops the start with a sentence: %o', async (environment, sentence) => {
    const server = start(environment);
    expect(await server.ended).toBe(1);
    expect(server.output()).toMatch(sentence);
    expect(server.output()).not.toContain('    at ');
  });

  test('a taken port stops the start with what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const server = start({ PORT: String(port) });
    expect(await server.ended).toBe(1);
    expect(server.output()).toContain(`Port ${port} is taken`);
    other.close();
  });
});
