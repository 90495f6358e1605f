import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCALES } from '../../bot/index.ts';
import { realKnowledge } from '../fixtures/knowledge.ts';
import { startServer, type TestServer } from './server.ts';

const MOST_BYTES = 60 * 1024;
let server: TestServer;
beforeAll(async () => {
  server = await startServer(realKnowledge());
});
afterAll(() => server.close());

interface Wire {
  readonly status: number | undefined;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

/** A request whose answer is not decompressed, so that bytes are those on the wire. */
const onTheWire = (
  path: string,
  encoding = 'gzip, deflate, br',
  headers: Record<string, string> = {},
): Promise<Wire> =>
  new Promise((resolve, reject) => {
    httpRequest(
      `${server.url}${path}`,
      { headers: { 'accept-encoding': encoding, ...headers } },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }),
        );
      },
    )
      .on('error', reject)
      .end();
  });

const assetsOf = (markup: string): string[] => [...new Set(markup.match(/\/assets\/[\w.-]+/g))];
const text = async (path: string) => (await fetch(`${server.url}${path}`)).text();

describe('the first view', () => {
  it.each(LOCALES)('weighs at most 60 KB over the wire in %s', async (locale) => {
    const page = await onTheWire(`/?lang=${locale}`);
    const paths = assetsOf(brotliDecompressSync(page.body).toString());
    const assets = await Promise.all(paths.map((path) => onTheWire(path)));
    const sizes = [page, ...assets].map(({ headers, body }) => JSON.stringify(headers).length + body.length);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    expect(paths).toHaveLength(4);
    expect(total).toBeLessThan(MOST_BYTES);
    console.info(
      `first view ${locale}: ${total} bytes (page ${page.body.length}, ${paths.map((path, index) => `${path} ${assets[index]?.body.length}`).join(', ')})`,
    );
  });
});

describe('compression', () => {
  it('is brotli or gzip as the browser can, or none, and the same text', async () => {
    const plain = await onTheWire('/en/services', 'identity');
    const brotli = await onTheWire('/en/services', 'br');
    const gzip = await onTheWire('/en/services', 'gzip');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(brotliDecompressSync(brotli.body)).toEqual(plain.body);
    expect(gunzipSync(gzip.body)).toEqual(plain.body);
    expect(brotli.headers['vary']).toContain('Accept-Encoding');
  });

  it('answers 304 to whoever has the page already', async () => {
    const first = await onTheWire('/en/s/passport');
    const again = await onTheWire('/en/s/passport', 'br', { 'if-none-match': String(first.headers['etag']) });
    expect(again.status).toBe(304);
    expect(again.body).toHaveLength(0);
  });
});

describe('headers', () => {
  it.each(['/', '/en/services', '/nix', '/api/nix', '/healthz', '/en/s/%E0%A4%A'])(
    'are strict on %s',
    async (path) => {
      const { headers } = await fetch(`${server.url}${path}`);
      expect(headers.get('content-security-policy')).toMatch(
        /^default-src 'none'.*base-uri 'none'; frame-ancestors 'none'$/,
      );
      expect(headers.get('content-security-policy')).not.toMatch(/unsafe|\*/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
    },
  );

  it('ask for encryption where the site has it', async () => {
    const secure = await startServer(server.knowledge, { publicUrl: 'https://villager.example' });
    expect((await fetch(secure.url)).headers.get('strict-transport-security')).toContain('max-age=');
    await secure.close();
    expect((await fetch(server.url)).headers.get('strict-transport-security')).toBeNull();
  });

  it('keep pages from loading or running anything that is not ours', async () => {
    for (const path of ['/', '/en/services', '/km/s/passport', '/nix']) {
      const markup = await text(path);
      expect(markup).not.toMatch(/<[^>]+\s(style|on\w+)=/);
      expect(markup).not.toMatch(/<(script|link|img|iframe)[^>]+(src|href)="(https?:)?\/\//);
    }
  });
});

describe('assets', () => {
  it('may be kept for ever: their names change with their content', async () => {
    for (const path of assetsOf(await text('/'))) {
      const { headers, status } = await fetch(`${server.url}${path}`);
      expect(status).toBe(200);
      expect(path).toMatch(/\.[\da-f]{12}\.\w+$/);
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    }
    expect((await fetch(`${server.url}/favicon.ico`)).headers.get('content-type')).toBe('image/svg+xml');
  });

  it.each([
    '/assets/../package.json',
    '/assets/%2e%2e/package.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%00',
    '/assets/style.css%00.css',
    '/assets//etc/passwd',
    '/assets/__proto__',
    '/assets/',
    '/..//..//etc/passwd',
  ])('are never a path of the disk: %s', async (path) => {
    const answer = await rawRequest(path);
    expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
    expect(answer).not.toMatch(/devDependencies|root:x/);
  });
});

/** As it is written: fetch would tidy the path. */
const rawRequest = (path: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    let answer = '';
    const socket = connect(Number(port), hostname, () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
    );
    socket.on('data', (part) => {
      answer += part;
    });
    socket.on('end', () => resolve(answer)).on('error', reject);
  });

describe('whoever watches', () => {
  it('hears that it is alive and fit, what is wrong, and when it is not fit', async () => {
    expect(await text('/healthz')).toBe('ok\n');
    expect(JSON.parse(await text('/readyz'))).toEqual({ status: 'ok', reasons: [] });
    let readiness = { ready: true, reasons: ['content: passport.yaml:3:1 …'] };
    const other = await startServer(server.knowledge, { readiness: () => readiness });
    const degraded = await fetch(`${other.url}/readyz`);
    expect(degraded.status).toBe(200);
    expect(await degraded.json()).toEqual({ status: 'degraded', reasons: readiness.reasons });
    readiness = { ready: false, reasons: ['starting'] };
    expect((await fetch(`${other.url}/readyz`)).status).toBe(503);
    await other.close();
  });
});

describe('search engines', () => {
  it('get a map of every page once the site has an address', async () => {
    const open = await startServer(server.knowledge, { publicUrl: 'https://villager.example/' });
    const map = await (await fetch(`${open.url}/sitemap.xml`)).text();
    for (const { id } of server.knowledge.catalogue.services.filter(({ status }) => status === 'active'))
      for (const locale of LOCALES)
        expect(map).toContain(`<loc>https://villager.example/${locale}/s/${id}</loc>`);
    expect(await (await fetch(`${open.url}/robots.txt`)).text()).toContain(
      'https://villager.example/sitemap.xml',
    );
    await open.close();
    expect((await fetch(`${server.url}/sitemap.xml`)).status).toBe(404);
  });
});

describe('a failure of ours', () => {
  it('is a page without a stack, and its number is in the log', async () => {
    const broken = await startServer(server.knowledge, {
      readiness: () => {
        throw new Error('secret detail');
      },
    });
    const response = await fetch(`${broken.url}/readyz`);
    const markup = await response.text();
    expect(response.status).toBe(500);
    expect(markup).not.toMatch(/secret detail|node_modules/);
    expect(markup).toContain(response.headers.get('x-request-id'));
    expect(broken.logged).toMatchObject([{ request: response.headers.get('x-request-id') }]);
    await broken.close();
  });
});
