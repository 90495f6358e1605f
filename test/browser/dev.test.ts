import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readable } from '../../scripts/dev/log-line.ts';
import { DESKTOP, expectWellMade, openBrowser, openWindow, PHONE, picture } from './browser.ts';

const running = new Set<ChildProcess>();

function dev(...options: readonly string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/dev.ts', ...options], {
    env: { ...process.env, PORT: '0' },
  });
  running.add(child);
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const ended = once(child, 'exit').then(([code]) => code as number);
  const address = async (name: RegExp): Promise<string> => {
    while (child.exitCode === null) {
      const found = name.exec(output)?.[1];
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`ended before it was ready: ${output}`);
  };
  return {
    child,
    ended,
    output: () => output,
    page: () => address(/Write as a citizen: +(\S+)/),
    bot: () => address(/The website: +(\S+)/),
  };
}
afterAll(() => {
  for (const child of running) child.kill('SIGTERM');
});

describe('npm run dev', () => {
  let started: ReturnType<typeof dev>;
  let browser: Browser;
  beforeAll(async () => {
    started = dev('--port', '0');
    browser = await openBrowser();
    await started.page();
  });
  afterAll(() => browser.close());

  it.each([
    ['phone', PHONE],
    ['desktop', DESKTOP],
  ] as const)(
    'shows on a %s what a citizen of Telegram and one of Messenger would see',
    async (size, viewport) => {
      const { page, context, troubles } = await openWindow(browser, await started.page(), { viewport });
      await page.goto('/');
      const telegram = page.locator('.telegram');
      const messenger = page.locator('.messenger');
      await anotherCitizen(telegram);
      await anotherCitizen(messenger);
      await expectWellMade(page);
      await picture(page, `dev-opening-${size}`);

      await say(telegram, 'how much is a passport?');
      await telegram.locator('.theirs', { hasText: 'USD 100' }).waitFor();
      expect(await telegram.locator('.theirs b').innerText()).toBe('Passport');
      await say(messenger, 'ថ្លៃធ្វើលិខិតឆ្លងដែនប៉ុន្មាន');
      await messenger.locator('.theirs', { hasText: '១០០ ដុល្លារ' }).waitFor();
      await picture(page, `dev-answered-${size}`);

      const pressed = telegram.locator('.inline button').first();
      const label = await pressed.innerText();
      await pressed.click();
      await telegram.locator('.inline button', { hasText: `✓ ${label}` }).waitFor();
      await telegram.locator('.theirs').nth(1).waitFor();
      const choice = messenger.locator('.offers button').first();
      const reply = await choice.innerText();
      await choice.click();
      await messenger.locator('.mine', { hasText: reply }).waitFor();
      await messenger.locator('.theirs').nth(1).waitFor();
      await expectWellMade(page);
      await picture(page, `dev-pressed-${size}`);
      expect(troubles).toEqual([]);
      await context.close();
    },
  );

  it('shows in red what a platform refuses, and goes on after it', async () => {
    const { page, context } = await openWindow(browser, await started.page(), { viewport: DESKTOP });
    await page.goto('/');
    const telegram = page.locator('.telegram');
    await anotherCitizen(telegram);
    await telegram.getByRole('button', { name: 'Let it happen' }).click();
    await telegram.getByText('The next answer meets “429”').waitFor();
    await say(telegram, 'how much is a passport?');
    await telegram.locator('.calls .refused', { hasText: '429 Too Many Requests' }).waitFor();
    await telegram.locator('.theirs', { hasText: 'USD 100' }).waitFor();
    await expectWellMade(page);
    await picture(page, 'dev-refused');
    await context.close();
  });

  it('can be used by its own page alone', async () => {
    const url = await started.page();
    const post = (headers: Record<string, string>) =>
      fetch(`${url}/telegram/block`, { method: 'POST', headers, body: '{}' });
    expect((await post({ origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await fetch(`${url}/package.json`)).status).toBe(404);
  });

  it('ends the bot with itself', async () => {
    const bot = await started.bot();
    expect((await fetch(`${bot}/readyz`)).status).toBe(200);
    started.child.kill('SIGINT');
    expect(await started.ended).toBe(0);
    await expect(fetch(`${bot}/readyz`)).rejects.toThrow();
  });
});

it('says which port is taken, and what to type instead', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  const started = dev('--port', String(port));
  expect(await started.ended).toBe(1);
  expect(started.output()).toContain(`Port ${port} is taken by another program`);
  taken.close();
});

it('lines of the log are told in words, and other lines as they are', () => {
  expect(readable('{"level":40,"time":0,"channel":"telegram","ms":75,"msg":"turn.slow"}')).toMatch(
    /^\d\d:\d\d:\d\d WARN {2}turn\.slow channel=telegram ms=75$/,
  );
  expect(readable('Telegram: on')).toBe('Telegram: on');
});

async function say(desk: Locator, text: string): Promise<void> {
  await desk.getByLabel('Message').fill(text);
  await desk.getByLabel('Message').press('Enter');
}

/** Nothing is left of whoever wrote before. */
async function anotherCitizen(desk: Locator): Promise<void> {
  await desk.getByRole('button', { name: 'Another citizen' }).click();
  await desk.locator('.about').waitFor();
  expect(await desk.locator('.log li').count()).toBe(0);
}
