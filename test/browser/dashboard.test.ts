import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCALES } from '../../bot/index.ts';
import { figuresOf } from '../fixtures/figures.ts';
import { fourMonths, quietMonth } from '../fixtures/invented.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';
import { startServer, type TestServer } from '../web/server.ts';
import { DESKTOP, expectWellMade, openBrowser, openWindow, PHONE, picture } from './browser.ts';

let browser: Browser;
let servers: Readonly<Record<'full' | 'quiet' | 'empty', TestServer>>;
beforeAll(async () => {
  const knowledge = realKnowledge();
  const serve = (figures: ReturnType<typeof figuresOf>) => startServer(knowledge, { figures });
  servers = {
    full: await serve(figuresOf(fourMonths(), { isDemo: () => true })),
    quiet: await serve(figuresOf(quietMonth())),
    empty: await serve(figuresOf([])),
  };
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await Promise.all(Object.values(servers).map((server) => server.close()));
});

const looks = LOCALES.flatMap((locale) => [
  { locale, viewport: PHONE, dark: false, name: `${locale}-phone` },
  { locale, viewport: PHONE, dark: true, name: `${locale}-phone-dark` },
  { locale, viewport: DESKTOP, dark: false, name: `${locale}-desktop` },
]);
const PAGES = {
  dashboard: 'dashboard',
  province: 'dashboard?province=02&district=0201&district=0203',
  filtered: 'dashboard?channel=web&grain=quarter',
  data: 'open-data',
};

/** Also what is folded must be without barriers. */
const unfold = (page: Page): Promise<unknown> =>
  page.locator('details').evaluateAll((all) => {
    for (const one of all) one.setAttribute('open', '');
  });

it.each(looks)('pages with figures are well made: $name', async ({ name, ...look }) => {
  const { context, page, troubles } = await openWindow(browser, servers.full.url, look);
  for (const [topic, path] of Object.entries(PAGES)) {
    await page.goto(`/${look.locale}/${path}`);
    await picture(page, `${topic}-${name}`);
    await unfold(page);
    await expectWellMade(page);
  }
  expect(troubles).toEqual([]);
  await context.close();
});

describe.each(['quiet', 'empty'] as const)('with %s data', (which) => {
  it.each(LOCALES)('the page is well made: %s', async (locale) => {
    const { context, page, troubles } = await openWindow(browser, servers[which].url, { locale });
    await page.goto(`/${locale}/dashboard`);
    await picture(page, `${which}-${locale}`);
    await unfold(page);
    await expectWellMade(page);
    expect(troubles).toEqual([]);
    await context.close();
  });
});

it('without scripts one chooses a province, then its districts, and takes the table along', async () => {
  const { context, page } = await openWindow(browser, servers.full.url, { scripts: false });
  await page.goto('/');
  await page.click('.top nav a >> nth=1');
  expect(new URL(page.url()).pathname).toBe('/en/dashboard');
  await page.click('.filters summary');
  await page.selectOption('select[name=province]', '02');
  await page.click('.filters button');
  await page.check('input[value="0201"]');
  await page.check('input[value="0203"]');
  await page.click('.filters button');
  expect(new URL(page.url()).searchParams.getAll('district')).toEqual(['0201', '0203']);
  expect(await page.locator('.chosen').innerText()).toContain('Banan, Battambang');
  expect(await page.locator('#provinces tbody th').allInnerTexts()).toHaveLength(2);
  const download = page.waitForEvent('download');
  await page.click('#provinces .downloads a >> nth=0');
  expect((await download).suggestedFilename()).toBe('smart-villager-provinces-2026-07-2026-10.csv');
  await context.close();
});

it.each(LOCALES)('the first view takes at most 60 KB over the wire: %s', async (locale) => {
  const { context, page } = await openWindow(browser, servers.full.url, { locale });
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    sizes.push(
      request
        .sizes()
        .then(({ responseBodySize, responseHeadersSize }) => responseBodySize + responseHeadersSize),
    );
  });
  await page.goto(`/${locale}/dashboard`, { waitUntil: 'networkidle' });
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(sizes.length).toBeGreaterThanOrEqual(4);
  expect(bytes).toBeLessThanOrEqual(60 * 1024);
  await context.close();
});

it('on a phone no text of a chart is wider than the chart', async () => {
  const { context, page } = await openWindow(browser, servers.full.url, { locale: 'km', viewport: PHONE });
  await page.goto('/km/dashboard');
  await page.evaluate('document.fonts.ready');
  const sticking = await page.locator('.chart text').evaluateAll((texts) =>
    texts
      .filter((text) => {
        const chart = text.closest('svg')?.getBoundingClientRect();
        const box = text.getBoundingClientRect();
        return chart !== undefined && (box.right > chart.right + 8 || box.left < chart.left - 8);
      })
      .map((text) => text.textContent),
  );
  expect(sticking).toEqual([]);
  await context.close();
});
