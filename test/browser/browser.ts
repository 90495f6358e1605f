import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Locale } from '../../bot/index.ts';

/** A real Chromium. `--single-process` would end it with the first closed window. */
export async function openBrowser(): Promise<Browser> {
  // Read when the package is imported: it brings the libraries that a bare machine lacks.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs20.x';
  const { default: Chromium } = await import('@sparticuz/chromium');
  return chromium.launch({
    executablePath: await Chromium.executablePath(),
    args: Chromium.args.filter((argument) => argument !== '--single-process'),
    headless: true,
  });
}

export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1280, height: 800 };

/** What went wrong in a window: messages of the console, failed scripts, requests to somebody else. */
export interface Window {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly troubles: readonly string[];
}

export interface Look {
  readonly locale?: Locale;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly scripts?: boolean;
  readonly dark?: boolean;
}

/** A fresh window of a visitor. */
export async function openWindow(browser: Browser, url: string, look: Look = {}): Promise<Window> {
  const { locale = 'en', viewport = PHONE, scripts = true, dark = false } = look;
  const context = await browser.newContext({
    baseURL: url,
    viewport,
    locale,
    javaScriptEnabled: scripts,
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) troubles.push(`request to ${request.url()}`);
  });
  return { context, page, troubles };
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** No barrier that axe knows, nothing wider than the screen. */
export async function expectWellMade(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    // By every rule, but told of what breaks one alone: what is well made is ten times as much.
    .options({ runOnly: RULES, resultTypes: ['violations'] })
    // In the page itself: for frames of strangers, which we have none of, all of it goes through another window.
    .setLegacyMode()
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  const tooWide = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect(tooWide).toBe(0);
}

/** Keeps a picture to look at, when `SCREENSHOTS` names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}
