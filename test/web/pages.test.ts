import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCALES } from '../../bot/index.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';
import { startServer, type TestServer } from './server.ts';

const PUBLIC = 'https://villager.example';
let server: TestServer;
beforeAll(async () => {
  server = await startServer(realKnowledge(), { publicUrl: PUBLIC });
});
afterAll(() => server.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${path}`, { headers, redirect: 'manual' });
const page = async (path: string, headers: Record<string, string> = {}) => (await get(path, headers)).text();

/** A browser without JavaScript: keeps cookies, sends the form, follows the redirect. */
function formBrowser(headers: Record<string, string> = {}) {
  const jar = new Map<string, string>();
  const keep = (response: Response) => {
    for (const cookie of response.headers.getSetCookie())
      jar.set(...(cookie.split(';')[0]!.split('=') as [string, string]));
    return response;
  };
  const cookie = () => ({ ...headers, cookie: [...jar].map((pair) => pair.join('=')).join('; ') });
  return {
    open: async (path: string) => keep(await get(path, cookie())),
    post: async (fields: Record<string, string>) =>
      keep(
        await fetch(`${server.url}/`, {
          method: 'POST',
          headers: { ...cookie(), origin: server.url },
          body: new URLSearchParams(fields),
          redirect: 'manual',
        }),
      ),
    jar,
  };
}

describe('the chat page', () => {
  it('greets in Khmer unless another language is asked for', async () => {
    expect(await page('/')).toContain('<html lang="km">');
    expect(await page('/', { 'accept-language': 'en-GB,en;q=0.9' })).toContain('<html lang="en">');
    expect(await page('/?lang=km', { 'accept-language': 'en' })).toContain('<html lang="km">');
    expect(await page('/', { cookie: 'lang=en' })).toContain('<html lang="en">');
    const greeting = await page('/?lang=en');
    expect(greeting).toContain(server.knowledge.speech('en')('greeting.automated'));
    expect(greeting).toContain('value="c--identity"');
    expect(greeting.match(/<button name="value"/g)?.length).toBeGreaterThan(10);
  });

  it('remembers nothing of whoever only looks', async () => {
    expect((await get('/')).headers.getSetCookie()).toEqual([]);
  });

  it('opens a service by its code, and greets for a code that leads nowhere', async () => {
    expect(await page('/?lang=en&ref=s--passport')).toContain('<p class="title">Passport</p>');
    expect(await page('/?lang=en&ref=passport')).toContain('<p class="title">Passport</p>');
    for (const ref of ['nix', '%22%3E%3Cscript%3E', '__proto__', 'a'.repeat(5000)]) {
      const markup = await page(`/?lang=en&ref=${ref}`);
      expect(markup).toContain('value="c--identity"');
      expect(markup).not.toContain('"><script>');
    }
    expect((await get('/?ref=a&ref=b&lang[]=x&__proto__[y]=1')).status).toBe(200);
  });

  it.each(['a'.repeat(65), 'a'.repeat(256), 'a%20b', '%E1%9E%80'])(
    'hands back no code that the chat would refuse: %s',
    async (ref) => {
      expect(await page(`/?lang=en&ref=${ref}`)).toMatch(/<main[^>]* data-opening=""/);
    },
  );

  it('goes on undisturbed when a link in the middle of a conversation is none', async () => {
    const browser = formBrowser();
    await browser.post({ text: 'How much is a passport?', opening: '', lang: 'en' });
    const shown = await (await browser.open(`/?ref=${'a'.repeat(65)}`)).text();
    expect(shown.split(server.knowledge.speech('en')('greeting.automated'))).toHaveLength(2);
    expect(shown).not.toContain('data-opening');
  });

  it('leaves no copy of a conversation in the browser', async () => {
    const browser = formBrowser();
    expect((await browser.open('/')).headers.get('cache-control')).toBe('private, no-cache');
    await browser.post({ text: 'hello', opening: '', lang: 'en' });
    expect((await browser.open('/')).headers.get('cache-control')).toBe('no-store');
  });

  it('works as a form: the whole conversation, choices and language kept', async () => {
    const browser = formBrowser();
    await browser.open('/?lang=en');
    const sent = await browser.post({ text: 'How much is a passport?', opening: '', lang: 'en' });
    expect(sent.status).toBe(303);
    expect(sent.headers.get('location')).toBe('/#latest');
    const shown = await (await browser.open('/')).text();
    expect(shown).toContain('How much is a passport?');
    expect(shown).toContain('USD 100');
    expect(shown.split(server.knowledge.speech('en')('greeting.automated'))).toHaveLength(2);
    await browser.post({ value: 'v--passport--speed--fast', lang: 'en' });
    const after = await (await browser.open('/')).text();
    expect(after).toContain('dir="auto">Fast</p>');
    expect(await page('/')).not.toContain('How much is a passport?');
  });

  it('goes on about the service of the link that opened it', async () => {
    const browser = formBrowser();
    await browser.post({ text: 'and how long?', opening: 's--passport', lang: 'en' });
    expect(await (await browser.open('/')).text()).toContain('15 working days');
  });

  it('changes the language in the middle of a conversation, and says so', async () => {
    const browser = formBrowser();
    await browser.post({ text: 'ធ្វើលិខិតឆ្លងដែនអស់ប៉ុន្មាន', opening: '', lang: 'km' });
    const now = server.knowledge.speech('en')('language.now');
    expect(await (await browser.open('/?lang=en')).text()).toContain(now);
    expect(await (await browser.open('/')).text()).not.toContain(now);
  });

  it('forgets what it shows when it is told to forget', async () => {
    const browser = formBrowser();
    await browser.post({ text: 'How much is a passport?', opening: '', lang: 'en' });
    await browser.post({ text: 'forget me', lang: 'en' });
    const after = await (await browser.open('/')).text();
    expect(after).toContain(server.knowledge.speech('en')('forgotten').slice(0, 30));
    expect(after).not.toContain('How much is a passport?');
  });

  it('says kindly that a message is too long, and takes an empty one for nothing', async () => {
    const browser = formBrowser();
    const long = await browser.post({ text: 'ក'.repeat(2001), lang: 'en' });
    expect(long.status).toBe(400);
    expect(await long.text()).toContain(server.knowledge.speech('en')('web.sent-long', { most: 2000 }));
    expect((await browser.post({ text: '  ' })).status).toBe(303);
    expect(browser.jar.has('conversation')).toBe(false);
  });

  it('shows what a citizen typed as text, whatever it is', async () => {
    const browser = formBrowser();
    const wild = `<img src=x onerror=alert(1)></script><script>alert(2)</script>\u202Eevil\u0000"'&`;
    await browser.post({ text: wild, opening: '', lang: 'en' });
    const shown = await (await browser.open('/')).text();
    expect(shown).toContain(
      '&lt;img src=x onerror=alert(1)&gt;&lt;/script&gt;&lt;script&gt;alert(2)&lt;/script&gt;',
    );
    expect(shown).toContain('evil\ufffd&quot;&#39;&amp;');
    expect(shown.match(/<script/g)).toHaveLength(1);
    expect(shown).not.toContain('<img src=x');
    expect(shown).not.toContain('\u0000');
  });

  it('puts its cookies out of reach, and sends them encrypted only', async () => {
    const sent = await formBrowser().post({ text: 'hello', opening: '' });
    for (const cookie of sent.headers.getSetCookie())
      expect(cookie).toMatch(/HttpOnly; Secure; SameSite=Lax/);
  });

  it.each([
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: PUBLIC }, 303],
    [{ 'sec-fetch-site': 'same-origin' }, 303],
    [{}, 303],
  ])('takes a form from %j with %i', async (headers, status) => {
    const response = await fetch(`${server.url}/`, {
      method: 'POST',
      headers: headers as Record<string, string>,
      body: new URLSearchParams({ text: 'hello' }),
      redirect: 'manual',
    });
    expect(response.status).toBe(status);
  });
});

describe('the services', () => {
  it.each(LOCALES)('all stand on one page in %s', async (locale) => {
    const markup = await page(`/${locale}/services`);
    for (const { id, status } of server.knowledge.catalogue.services)
      expect(markup.includes(`/${locale}/s/${id}"`), id).toBe(status === 'active');
  });

  it.each([
    ['/en/services?q=passport', 'passport'],
    ['/en/services?q=i%20lost%20my%20ID%20card', 'id-card-replacement'],
    ['/km/services?q=%E1%9E%94%E1%9F%89%E1%9E%B6%E1%9E%9F%E1%9F%8B%E1%9E%96%E1%9F%90%E1%9E%9A', 'passport'],
    ['/en/services?q=border%20pass', 'border-pass-thailand'],
  ])('are found by %s', async (path, id) => {
    expect(await page(path)).toMatch(new RegExp(`<ul class="found">.*/s/${id}"`, 's'));
  });

  it.each([
    ['passport '.repeat(30), 200],
    [`${'passport '.repeat(22)}e${'\u{1F600}'.repeat(20)}`, 199],
  ])('are looked for with the beginning of what is too long: %s', async (words, length) => {
    const markup = await page(`/en/services?q=${encodeURIComponent(words)}`);
    expect(/id="q"[^>]* value="([^"]*)"/.exec(markup)?.[1]).toBe(words.slice(0, length));
    expect(markup).toMatch(/<ul class="found">.*\/s\/passport"/s);
    expect(markup).not.toContain('class="sector"');
  });

  it('say so when nothing is found, and never run what is searched for', async () => {
    const markup = await page('/en/services?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3Ezzzqqq');
    expect(markup).toContain(server.knowledge.speech('en')('web.found-none'));
    expect(markup).toContain('value="&lt;img src=x onerror=alert(1)&gt;zzzqqq"');
    expect(await page(`/en/services?q=${'a'.repeat(9000)}`)).toContain(
      server.knowledge.speech('en')('web.found-none'),
    );
    expect((await get('/en/services?q[]=a&q=b')).status).toBe(200);
  });
});

describe('a page of a service', () => {
  it('shows every fact of the chat, its sources and what goes with it', async () => {
    const markup = await page('/en/s/passport');
    for (const fact of [
      'USD 100',
      '15 working days',
      '10 years',
      'head monk',
      'phnompenhpost.com',
      '/?lang=en&amp;ref=s--passport',
    ])
      expect(markup).toContain(fact);
    expect(markup).toContain('<link rel="canonical" href="https://villager.example/en/s/passport">');
    expect(markup).toContain('hreflang="km" href="https://villager.example/km/s/passport"');
    expect(markup).toContain('<meta property="og:title" content="Passport');
  });

  it('exists for every service in both languages, with structured data that machines can read', async () => {
    for (const { id, name } of server.knowledge.catalogue.services.filter(
      ({ status }) => status === 'active',
    ))
      for (const locale of LOCALES) {
        const response = await get(`/${locale}/s/${id}`);
        const markup = await response.text();
        expect(response.status, id).toBe(200);
        const block = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(markup)?.[1] ?? '';
        expect(JSON.parse(block)).toMatchObject({ '@type': 'GovernmentService', name: name[locale] });
        expect(markup).not.toMatch(/undefined|\[object|NaN|\{\{/);
      }
  });

  it('offers machines no price that is uncertain', async () => {
    const { knowledge } = server;
    const permit = knowledge.service('international-driving-permit')!;
    const fee = permit.fees.find(({ price }) => price.kind === 'amount')!;
    const { approximate: _about, disputed: _doubt, ...sure } = fee;
    const note = { km: 'ហេតុ', en: 'others say' };
    const offersOf = async (one: typeof fee) => {
      const service = { ...permit, fees: [one] };
      const other = await startServer({ ...knowledge, service: () => service });
      const markup = await (await fetch(`${other.url}/en/s/international-driving-permit`)).text();
      await other.close();
      return JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(markup)?.[1] ?? '')
        .offers;
    };
    expect(await offersOf(sure)).toMatchObject([{ price: 250000, priceCurrency: 'KHR' }]);
    expect(await offersOf({ ...sure, approximate: true })).toEqual([]);
    expect(await offersOf({ ...sure, disputed: { note, source: { ref: 'K7' } } })).toEqual([]);
  });

  it('is not there for what is unknown, a draft or nonsense', async () => {
    for (const path of [
      '/en/s/nix',
      '/km/s/__proto__',
      '/fr/s/passport',
      '/en/s/passport/x',
      '/nix',
      '/en/s/%00',
      '/en/s/..%2fpassport',
    ]) {
      const response = await get(path);
      expect(response.status, path).toBe(404);
      expect(await response.text()).toContain('/services"');
    }
    expect((await get('/en/s/%E0%A4%A')).status).toBe(400);
  });

  it('says why a service is no longer given, and what takes its place', async () => {
    const { knowledge } = server;
    const old = {
      ...knowledge.service('passport')!,
      status: 'withdrawn' as const,
      replaced_by: 'id-card-first',
      reason: { km: 'ហេតុ', en: 'Because <b>.' },
    };
    const changed = {
      ...knowledge,
      service: (id: string) => (id === 'passport' ? old : knowledge.service(id)),
    };
    const other = await startServer(changed);
    const response = await fetch(`${other.url}/en/s/passport`);
    expect(response.status).toBe(404);
    const markup = await response.text();
    expect(markup).toContain('Because &lt;b&gt;.');
    expect(markup).toContain('/en/s/id-card-first');
    await other.close();
  });
});
