import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LOCALES } from '../../bot/index.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';
import { startServer, type TestServer } from '../web/server.ts';
import { DESKTOP, expectWellMade, openBrowser, openWindow, PHONE, picture } from './browser.ts';

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  server = await startServer(realKnowledge());
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const PAGES = {
  services: '/services',
  search: '/services?q=passport',
  passport: '/s/passport',
  property: '/s/property-tax',
  privacy: '/privacy',
  terms: '/terms',
  deletion: '/data-deletion',
};
const looks = LOCALES.flatMap((locale) => [
  { locale, viewport: PHONE, dark: false, name: `${locale}-phone` },
  { locale, viewport: PHONE, dark: true, name: `${locale}-phone-dark` },
  { locale, viewport: DESKTOP, dark: false, name: `${locale}-desktop` },
]);

it.each(looks)('pages to read are well made: $name', async ({ name, ...look }) => {
  const { context, page, troubles } = await openWindow(browser, server.url, look);
  for (const [topic, path] of Object.entries(PAGES)) {
    await page.goto(`/${look.locale}${path}`);
    await picture(page, `${topic}-${name}`);
    await expectWellMade(page);
  }
  await page.goto('/');
  await expectWellMade(page);
  expect(troubles).toEqual([]);
  await page.goto(`/${look.locale}/s/nix`);
  await expectWellMade(page);
  await context.close();
});

it.each([true, false])('from the list to a service to a question about it, scripts %s', async (scripts) => {
  const { context, page } = await openWindow(browser, server.url, { scripts });
  await page.goto('/');
  await page.click('.top nav a >> nth=0');
  await page.fill('#q', 'passport');
  await page.press('#q', 'Enter');
  await page.click('.found a >> nth=0');
  expect(new URL(page.url()).pathname).toBe('/en/s/passport');
  await page.click('.ask-about a');
  await page.locator('.log .title', { hasText: 'Passport' }).waitFor();
  await context.close();
});

it('a page can be printed: no buttons, black on white', async () => {
  const { context, page } = await openWindow(browser, server.url, { dark: true });
  await page.goto('/km/s/passport');
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.ask-about').isVisible()).toBe(false);
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
  expect(await page.evaluate("getComputedStyle(document.querySelector('.aspect h2')).color")).toBe(
    'rgb(0, 0, 0)',
  );
  await context.close();
});

it('Khmer is drawn with our own font, roomy, and everything to press is big enough', async () => {
  const { context, page } = await openWindow(browser, server.url, { locale: 'km' });
  await page.goto('/');
  expect(
    await page.evaluate('document.fonts.ready.then((fonts) => [...fonts].map((font) => font.status))'),
  ).toEqual(['loaded']);
  const style = "getComputedStyle(document.querySelector('.log .text'))";
  expect(
    await page.evaluate(`parseFloat(${style}.lineHeight) / parseFloat(${style}.fontSize)`),
  ).toBeGreaterThanOrEqual(1.7);
  expect(await page.evaluate(`${style}.letterSpacing`)).toBe('normal');
  const heights = await page
    .locator('button:visible, .top a, #question')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
  await context.close();
});
