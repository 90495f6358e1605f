import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCALES } from '../../bot/index.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';
import { startServer, type TestServer } from '../web/server.ts';
import {
  DESKTOP,
  expectWellMade,
  type Look,
  openBrowser,
  openWindow,
  PHONE,
  picture,
  type Window,
} from './browser.ts';

const SIZES = { phone: PHONE, desktop: DESKTOP };
const WORDS = {
  km: { ask: 'ធ្វើលិខិតឆ្លងដែនអស់ប៉ុន្មាន?', fee: '១០០ ដុល្លារ', follow: 'ចុះរយៈពេល?', time: '១៥ ថ្ងៃធ្វើការ' },
  en: { ask: 'How much is a passport?', fee: 'USD 100', follow: 'and how long?', time: '15 working days' },
};

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

async function inWindow(look: Look, visit: (window: Window) => Promise<void>): Promise<void> {
  const window = await openWindow(browser, server.url, look);
  try {
    await visit(window);
  } finally {
    await window.context.close();
  }
}

async function ask(page: Page, text: string): Promise<void> {
  await page.fill('#question', text);
  await page.press('#question', 'Enter');
}
const bubbles = (page: Page) => page.locator('.log .said');
const answer = (page: Page, text: string) => page.locator('.log .bot', { hasText: text }).last();
const said = (page: Page) => bubbles(page).allInnerTexts();

const visits = LOCALES.flatMap((locale) =>
  (['phone', 'desktop'] as const).flatMap((size) =>
    [true, false].map((scripts) => ({ locale, size, scripts })),
  ),
);

describe.each(visits)('a visit in $locale on a $size, scripts $scripts', ({ locale, size, scripts }) => {
  it('asks, follows up, presses a choice and comes back', () =>
    inWindow({ locale, viewport: SIZES[size], scripts }, async ({ page, troubles }) => {
      const words = WORDS[locale];
      const name = `chat-${locale}-${size}-${scripts ? 'scripts' : 'plain'}`;
      await page.goto('/');
      await page.evaluate('document.fonts.ready.then(() => undefined)');
      await picture(page, `${name}-1-greeting`);
      expect(await bubbles(page).count()).toBe(1);
      if (scripts) await expectWellMade(page);

      await ask(page, words.ask);
      await answer(page, words.fee).waitFor();
      await picture(page, `${name}-2-answer`);
      await ask(page, words.follow);
      await answer(page, words.time).waitFor();

      const choice = page.locator('.choices button').first();
      const label = await choice.innerText();
      const before = await bubbles(page).count();
      await choice.click();
      await bubbles(page)
        .nth(before + 1)
        .waitFor();
      expect((await said(page))[before]).toContain(label);
      await picture(page, `${name}-3-choice`);
      if (scripts) await expectWellMade(page);

      const all = await said(page);
      await page.goto('/');
      expect(await said(page)).toEqual(all);
      expect(troubles).toEqual([]);
    }));
});

describe('with scripts', () => {
  it('no page is loaded again, the field is cleared and keeps the focus', () =>
    inWindow({}, async ({ page }) => {
      await page.goto('/');
      await page.evaluate('window.sameDocument = true');
      await ask(page, 'How much is a passport?');
      await answer(page, 'USD 100').waitFor();
      expect(await page.inputValue('#question')).toBe('');
      expect(await page.evaluate('document.activeElement?.id')).toBe('question');
      expect(await page.evaluate('window.sameDocument')).toBe(true);
    }));

  it('whoever presses a choice is taken to the answer, and sees its beginning', () =>
    inWindow({}, async ({ page }) => {
      await page.goto('/');
      await page.click('.choices button >> nth=1');
      await bubbles(page).nth(2).waitFor();
      expect(await page.evaluate('document.activeElement?.className')).toBe('said bot');
      expect(
        await bubbles(page)
          .nth(2)
          .evaluate((bubble) => bubble.getBoundingClientRect().top),
      ).toBeGreaterThanOrEqual(0);
    }));

  it('shows that it writes, and announces what it says politely', () =>
    inWindow({}, async ({ page }) => {
      await page.route('**/api/chat', async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 300));
        await route.continue();
      });
      await page.goto('/');
      await ask(page, 'How much is a passport?');
      await page.getByRole('status').filter({ hasText: 'Writing…' }).waitFor();
      await answer(page, 'USD 100').waitFor();
      expect(await page.getByRole('status').innerText()).toBe('');
      expect(await page.getByRole('log').count()).toBe(1);
    }));

  it('offline it says so, and sending again answers once', () =>
    inWindow({}, async ({ context, page }) => {
      await page.goto('/');
      await context.setOffline(true);
      await ask(page, 'How much is a passport?');
      await page.getByRole('alert').waitFor();
      await picture(page, 'chat-offline');
      await context.setOffline(false);
      await page.getByRole('button', { name: 'Send again' }).click();
      await answer(page, 'USD 100').waitFor();
      expect(await page.getByRole('alert').count()).toBe(0);
      expect(await bubbles(page).count()).toBe(3);
    }));

  it('an answer that got lost on its way is fetched again, not made again', () =>
    inWindow({}, async ({ page }) => {
      await page.goto('/');
      await ask(page, 'hello');
      await bubbles(page).nth(2).waitFor();
      let lost = false;
      await page.route('**/api/chat', async (route) => {
        if (lost) return route.continue();
        lost = true;
        await route.fetch();
        await route.abort();
      });
      await ask(page, 'How much is a passport?');
      await page.getByRole('button', { name: 'Send again' }).click();
      await answer(page, 'USD 100').waitFor();
      await page.goto('/');
      expect(await page.locator('.log .citizen').count()).toBe(2);
    }));

  it('also of the first message', () =>
    inWindow({}, async ({ page }) => {
      let lost = '';
      await page.route('**/api/chat', async (route) => {
        if (lost) return route.continue();
        lost = await (await route.fetch()).text();
        await route.abort();
      });
      await page.goto('/');
      await ask(page, 'How much is a passport?');
      await page.getByRole('button', { name: 'Send again' }).click();
      await answer(page, 'USD 100').waitFor();
      expect(lost).toContain((await page.getAttribute('.chat', 'data-conversation')) ?? 'none');
      await page.goto('/');
      expect(await page.locator('.log .citizen').count()).toBe(1);
    }));

  it('whoever wants to be forgotten sees nothing of the conversation any more', () =>
    inWindow({}, async ({ page, troubles }) => {
      await page.goto('/');
      await ask(page, 'How much is a passport?');
      await answer(page, 'USD 100').waitFor();
      await ask(page, 'forget me');
      await answer(page, server.knowledge.speech('en')('forgotten').slice(0, 30)).waitFor();
      const after = await said(page);
      expect(after).toHaveLength(1);
      await page.goto('/');
      expect(await said(page)).toEqual(after);
      await ask(page, 'How much is a passport?');
      await answer(page, 'USD 100').waitFor();
      expect(troubles).toEqual([]);
    }));

  it('a message that is refused is given back to be changed, with the reason and no “again”', () =>
    inWindow({}, async ({ page }) => {
      await page.goto('/');
      await page.evaluate("document.querySelector('#question').removeAttribute('maxlength')");
      const long = `How much is a passport? ${'x'.repeat(2000)}`;
      await ask(page, long);
      const alert = page.getByRole('alert');
      await alert.waitFor();
      expect(await alert.innerText()).toBe(server.knowledge.speech('en')('web.sent-long', { most: 2000 }));
      expect(await page.getByRole('button', { name: 'Send again' }).count()).toBe(0);
      expect(await page.inputValue('#question')).toBe(long);
      expect(await page.evaluate('document.activeElement?.id')).toBe('question');
      expect(await bubbles(page).count()).toBe(1);
      await picture(page, 'chat-refused');
      await ask(page, 'How much is a passport?');
      await answer(page, 'USD 100').waitFor();
      expect(await alert.count()).toBe(0);
    }));

  it.each([
    [403, 'web.refused'],
    [503, 'web.offline'],
  ] as const)('an answer with %i says %s', (status, told) =>
    inWindow({}, async ({ page }) => {
      await page.route('**/api/chat', (route) => route.fulfill({ status, body: '<html>' }));
      await page.goto('/');
      await page.locator('.choices button').first().click();
      await page
        .getByRole('alert')
        .filter({ hasText: server.knowledge.speech('en')(told) })
        .waitFor();
      expect(await page.getByRole('button', { name: 'Send again' }).count()).toBe(status >= 500 ? 1 : 0);
      expect(await bubbles(page).count()).toBe(status >= 500 ? 2 : 1);
      await expectWellMade(page);
    }),
  );

  it.each([65, 256])('a link of %i characters does not break the chat', (length) =>
    inWindow({}, async ({ page }) => {
      await page.goto(`/?ref=${'a'.repeat(length)}`);
      await ask(page, 'How much is a passport?');
      await answer(page, 'USD 100').waitFor();
    }),
  );

  it('what a citizen types stays text, and long words do not widen the page', () =>
    inWindow({}, async ({ page, troubles }) => {
      await page.goto('/');
      await ask(
        page,
        `<img src=x onerror="document.title='hit'"> ${'w'.repeat(300)} https://${'a'.repeat(200)}.example`,
      );
      await bubbles(page).nth(2).waitFor();
      expect(await page.locator('.log img').count()).toBe(0);
      await expectWellMade(page);
      await page.goto('/');
      expect(await page.locator('.log img').count()).toBe(0);
      await expectWellMade(page);
      expect(troubles).toEqual([]);
    }));

  it('the language can be changed in the middle', () =>
    inWindow({}, async ({ page }) => {
      await page.goto('/');
      await ask(page, 'How much is a passport?');
      await answer(page, 'USD 100').waitFor();
      await page.click('.top a[hreflang=km]');
      await page.locator('.log .bot[lang=km]').waitFor();
      expect(await page.getAttribute('html', 'lang')).toBe('km');
      await page.locator('.choices button').first().click();
      await page.locator('.log .bot[lang=km]').nth(1).waitFor();
    }));

  it('the form still works when the script cannot be loaded', () =>
    inWindow({}, async ({ page }) => {
      await page.route('**/assets/chat.*', (route) => route.abort());
      await page.goto('/');
      await ask(page, 'How much is a passport?');
      await answer(page, 'USD 100').waitFor();
      expect(new URL(page.url()).hash).toBe('#latest');
    }));

  it('a link opens its service, and a question goes on about it', () =>
    inWindow({}, async ({ page }) => {
      await page.goto('/?ref=s--passport');
      await answer(page, 'USD 100').waitFor();
      await ask(page, 'and how long?');
      await bubbles(page).nth(3).waitFor();
      expect((await said(page))[3]).toContain('15 working days');
      expect(new URL(page.url()).search).toBe('');
      await page.reload();
      expect(await page.locator('.title', { hasText: 'Passport' }).count()).toBe(2);
    }));
});
