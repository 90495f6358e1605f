import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deletionCodes } from '../../adapters/deletion-codes.ts';
import { dataDeletion } from '../../adapters/messenger/index.ts';
import { loadAssets } from '../../adapters/web/assets.ts';
import { createCookies } from '../../adapters/web/cookies.ts';
import { legalRoutes } from '../../adapters/web/legal-routes.ts';
import { LOCALES } from '../../bot/index.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';
import { NOW, PSID } from './channel.ts';

const PUBLIC = 'https://villager.example';
const knowledge = realKnowledge();
const codes = deletionCodes('a visitor secret of at least 32 letters');

const app = express();
app.use(
  dataDeletion({ appSecrets: ['new-secret', 'old-secret'], codes, publicUrl: `${PUBLIC}/`, now: () => NOW }),
);
app.use(
  legalRoutes(
    {
      knowledge: () => knowledge,
      assets: loadAssets('adapters/web/assets'),
      cookies: createCookies(PUBLIC),
      origin: PUBLIC,
      isDemo: () => false,
      today: () => '2026-11-20',
    },
    codes.read,
  ),
);
const server = createServer(app);
let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const request = { algorithm: 'HMAC-SHA256', issued_at: 1_795_000_000, user_id: PSID };
function signedRequest(payload: unknown = request, secret = 'new-secret') {
  const encoded = base64(payload);
  return `${createHmac('sha256', secret).update(encoded).digest('base64url')}.${encoded}`;
}
const post = (
  body: string | URLSearchParams | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
) => fetch(`${url}/webhooks/messenger/data-deletion`, { method: 'POST', body, headers });
const ask = (signed_request: string) => post(new URLSearchParams({ signed_request }));

describe('Meta’s data deletion callback', () => {
  it('is confirmed with a code and the address of its page', async () => {
    const response = await ask(signedRequest());
    expect(response.status).toBe(200);
    const { url: page, confirmation_code } = (await response.json()) as Record<string, string>;
    expect(confirmation_code).toMatch(/^[0-9a-z]{33}$/);
    expect(page).toBe(`${PUBLIC}/data-deletion/${confirmation_code}`);
    expect(page).not.toContain(PSID);
    expect(codes.read(confirmation_code!)).toEqual(NOW);
  });

  it('takes padding, the old secret, and small letters in the algorithm', async () => {
    const [signature, payload] = signedRequest().split('.');
    expect((await ask(`${signature}=.${payload}`)).status).toBe(200);
    expect((await ask(signedRequest(request, 'old-secret'))).status).toBe(200);
    expect((await ask(signedRequest({ ...request, algorithm: 'hmac-sha256' }))).status).toBe(200);
  });

  const signature = signedRequest().split('.')[0]!;
  it.each([
    ['signed with another secret', signedRequest(request, 'another'), 401],
    ['signed over something else', `${signature}.${base64({ ...request, user_id: '1' })}`, 401],
    ['short of a signature', `${signature.slice(1)}.${base64(request)}`, 401],
    ['without a signature', `.${base64(request)}`, 400],
    ['without a payload', `${signature}.`, 400],
    ['nothing', '', 400],
    ['of three parts', `${signedRequest()}.x`, 400],
    ['of another algorithm', signedRequest({ ...request, algorithm: 'none' }), 400],
    ['of no algorithm', signedRequest({ user_id: PSID }), 400],
    ['no object', signedRequest('text'), 400],
  ])('refuses what is %s', async (_what, signed, status) => {
    const response = await ask(signed);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: { code: expect.any(String) } });
  });

  it.each([
    ['no form', '{"signed_request":"x"}', { 'content-type': 'application/json' }],
    [
      'two of them',
      'signed_request=a&signed_request=b',
      { 'content-type': 'application/x-www-form-urlencoded' },
    ],
    ['too much', 'x'.repeat(10_000), { 'content-type': 'application/x-www-form-urlencoded' }],
  ])('refuses %s in JSON', async (_what, body, headers) => {
    const response = await post(body, headers as Record<string, string>);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: { code: 'not_readable' } });
  });
});

it('refuses what is compressed: it could be a bomb', async () => {
  const body = gzipSync(`signed_request=${signedRequest()}`);
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-encoding': 'gzip' };
  expect((await post(new Uint8Array(body), headers)).status).toBe(400);
});

describe('codes', () => {
  it('prove themselves: no other secret, no changed letter', () => {
    const code = codes.give(NOW);
    expect(deletionCodes('another secret of at least 32 letters').read(code)).toBeUndefined();
    for (let at = 0; at < code.length; at += 1) {
      const letter = code[at] === '0' ? '1' : '0';
      expect(codes.read(code.slice(0, at) + letter + code.slice(at + 1))).toBeUndefined();
    }
    for (const wrong of ['', code.slice(1), `${code}0`, code.toUpperCase()])
      expect(codes.read(wrong)).toBeUndefined();
  });
});

describe('the pages that Meta asks for', () => {
  const page = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(url + path, { headers });
    return { status: response.status, text: await response.text() };
  };

  it.each(LOCALES)('privacy, terms and deletion in %s', async (locale) => {
    const say = knowledge.speech(locale);
    for (const [topic, sentence] of [
      ['privacy', say('privacy.platforms.text')],
      ['terms', say('terms.check.text')],
      ['data-deletion', say('deletion.facebook.text')],
    ] as const) {
      const { status, text } = await page(`/${locale}/${topic}`);
      expect(status).toBe(200);
      expect(text).toContain(`<html lang="${locale}">`);
      expect(text).toContain(sentence.replaceAll('"', '&quot;').replaceAll("'", '&#39;'));
      expect(text).toContain(`<link rel="canonical" href="${PUBLIC}/${locale}/${topic}">`);
      expect(text).toContain(`<a href="/${locale}/privacy">`);
      expect(text).not.toContain('• ');
    }
    const { text } = await page(`/${locale}/privacy`);
    expect(text.match(/<li>/g)).toHaveLength(13);
    for (const period of locale === 'km'
      ? ['៣០ ថ្ងៃ', '២៣ ម៉ោង', '៧២ ម៉ោង', '៩០ ថ្ងៃ', '៥ ឆ្នាំ']
      : ['30 days', '23 hours', '72 hours', '90 days', '5 years'])
      expect(text).toContain(period);
  });

  it('the words to be forgotten with are words that the bot understands', async () => {
    for (const [locale, words] of [
      ['en', 'forget me'],
      ['km', 'លុបទិន្នន័យខ្ញុំ'],
    ] as const) {
      expect(knowledge.speech(locale)('privacy.delete.text')).toContain(words);
      expect(knowledge.speech(locale)('deletion.chat.text')).toContain(words);
    }
  });

  it.each(LOCALES)('a request has its page in %s, and its link to the other language', async (locale) => {
    const code = codes.give(NOW);
    const { status, text } = await page(`/data-deletion/${code}?lang=${locale}`);
    expect(status).toBe(200);
    expect(text).toContain(locale === 'en' ? 'on 20 November 2026' : 'ថ្ងៃទី២០ ខែវិច្ឆិកា ឆ្នាំ២០២៦');
    expect(text).toContain(`href="/data-deletion/${code}?lang=${locale === 'en' ? 'km' : 'en'}"`);
    expect(text).toContain('noindex');
  });

  it('a code that we did not give is no page', async () => {
    const { status, text } = await page('/data-deletion/nonsense', { 'accept-language': 'en' });
    expect(status).toBe(404);
    expect(text).toContain(knowledge.speech('en')('web.unknown-page'));
    expect((await page('/fr/privacy')).status).toBe(404);
  });
});
