import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { appSecretsOf } from '../../adapters/messenger/index.ts';
import { rawBody, signedHeaders } from '../fakes/graph.ts';
import { message, offline, page, signed } from './channel.ts';

const KHMER = page(message({ text: 'ធ្វើលិខិតឆ្លងដែនអស់ប៉ុន្មាន?' }));
const raw = rawBody(KHMER);
const header = signedHeaders('the-app-secret', raw)['x-hub-signature-256']!;
const receive = (given: string | string[] | undefined, body: Buffer = raw) =>
  offline().receive({ headers: { 'x-hub-signature-256': given }, body });

describe('a webhook is believed only when Meta signed its very bytes', () => {
  it('takes the right signature, of a body with escaped Khmer', () => {
    expect(raw.toString()).toContain('\\u1792');
    expect(receive(header)).toMatchObject({ events: [{ id: 'm_1' }] });
  });

  it('would not take the signature of the same JSON written again', () => {
    const again = Buffer.from(JSON.stringify(JSON.parse(raw.toString())));
    expect(receive(header, again)).toEqual({ refused: 401, reason: 'signature' });
  });

  it.each<[string, string | string[] | undefined]>([
    ['missing', undefined],
    ['empty', ''],
    ['without its name', header.slice('sha256='.length)],
    ['short', header.slice(0, -1)],
    ['long', `${header}0`],
    ['of an odd letter', `${header.slice(0, -1)}g`],
    ['in capitals', header.replace(/[0-9a-f]{64}/, (hex) => hex.toUpperCase())],
    ['with its name in capitals', header.replace('sha256', 'SHA256')],
    ['with a space before it', ` ${header}`],
    ['with a line break behind it', `${header}\n`],
    ['twice', [header, header]],
    ['twice in one line', `${header}, ${header}`],
    ['of SHA-1', `sha1=${createHmac('sha1', 'the-app-secret').update(raw).digest('hex')}`],
    ['of SHA-1, called SHA-256', `sha256=${createHmac('sha1', 'the-app-secret').update(raw).digest('hex')}`],
    ['of another secret', signedHeaders('another-secret', raw)['x-hub-signature-256']],
    ['of an empty secret', signedHeaders('', raw)['x-hub-signature-256']],
  ])('refuses one that is %s', (_what, given) => {
    expect(receive(given)).toEqual({ refused: 401, reason: 'signature' });
  });

  it('refuses a body in which any one byte was changed', () => {
    for (let at = 0; at < raw.length; at += 7) {
      const changed = Buffer.from(raw);
      changed[at]! ^= 1;
      expect(receive(header, changed)).toEqual({ refused: 401, reason: 'signature' });
    }
  });

  it('does not believe SHA-1 beside a missing SHA-256', () => {
    const { 'x-hub-signature-256': _gone, ...headers } = signed(KHMER).headers;
    expect(offline().receive({ headers, body: raw })).toEqual({ refused: 401, reason: 'signature' });
  });

  it('believes the old secret while a rotation lasts, and no longer', () => {
    const old = signed(KHMER, 'old-secret');
    expect(offline(appSecretsOf('new-secret,old-secret')).receive(old)).toMatchObject({ events: [{}] });
    expect(offline(appSecretsOf('new-secret')).receive(old)).toMatchObject({ refused: 401 });
    expect(appSecretsOf('new-secret,')).toEqual(['new-secret']);
    expect(offline([]).receive(old)).toMatchObject({ refused: 401 });
  });

  it.each(['', 'null', '[]', '"text"', '7', '{', '{"object":"page"', '\u0000'])(
    'refuses what is signed but no JSON object: %j',
    (body) => {
      expect(offline().receive(signed(Buffer.from(body)))).toEqual({
        refused: 400,
        reason: 'no JSON object',
      });
    },
  );

  it('checks the signature before it looks at the body', () => {
    expect(receive(header, Buffer.from('{'))).toMatchObject({ refused: 401 });
  });
});

describe('the handshake', () => {
  const query = (changes: Record<string, string> = {}) =>
    new URLSearchParams({
      'hub.mode': 'subscribe',
      'hub.verify_token': 'a-verify-token',
      'hub.challenge': '1158201444',
      ...changes,
    });

  it('echoes the challenge to whoever knows the verify token', () => {
    expect(offline().handshake!(query())).toBe('1158201444');
  });

  it.each([
    [{ 'hub.verify_token': 'wrong' }],
    [{ 'hub.verify_token': '' }],
    [{ 'hub.verify_token': 'a-verify-token2' }],
    [{ 'hub.mode': 'unsubscribe' }],
    [{ 'hub.mode': '' }],
    [{ 'hub.challenge': '' }],
    [{ 'hub.challenge': '<script>alert(1)</script>' }],
    [{ 'hub.challenge': '1\n2' }],
    [{ 'hub.challenge': '1158201444\n' }],
    [{ 'hub.challenge': 'a'.repeat(257) }],
  ])('refuses %j', (changes) => {
    expect(offline().handshake!(query(changes))).toBeUndefined();
  });

  it('refuses a request that asks for nothing', () => {
    expect(offline().handshake!(new URLSearchParams())).toBeUndefined();
  });
});
