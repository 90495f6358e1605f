import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { type RequestHandler, Router } from 'express';

const require = createRequire(import.meta.url);
const KHMER_FONT = '@fontsource/noto-sans-khmer/files/noto-sans-khmer-khmer-400-normal.woff2';

interface Asset {
  readonly path: string;
  readonly type: string;
  readonly plain: Buffer;
  /** Empty where the file is compressed already. */
  readonly encoded: Readonly<Partial<Record<'br' | 'gzip', Buffer>>>;
}

/** The addresses of the files that pages load: each carries a hash of its content. */
export interface Assets {
  readonly style: string;
  /** What only pages with figures need. */
  readonly figures: string;
  readonly script: string;
  readonly font: string;
  readonly mark: string;
  readonly serve: RequestHandler;
}

/** Reads and compresses the few files that pages load, once. Only these can be asked for: a name is looked up, never a path. */
export function loadAssets(folder: string): Assets {
  const font = asset('noto-sans-khmer', 'woff2', 'font/woff2', readFileSync(require.resolve(KHMER_FONT)));
  const mark = asset('villager', 'svg', 'image/svg+xml', readFileSync(join(folder, 'villager.svg')));
  const script = asset('chat', 'js', 'text/javascript; charset=utf-8', readFileSync(join(folder, 'chat.js')));
  const css = readFileSync(join(folder, 'style.css'), 'utf8').replace('FONT_ADDRESS', font.path);
  const style = asset('style', 'css', 'text/css; charset=utf-8', Buffer.from(css));
  const figures = asset(
    'figures',
    'css',
    'text/css; charset=utf-8',
    readFileSync(join(folder, 'figures.css')),
  );
  return {
    style: style.path,
    figures: figures.path,
    script: script.path,
    font: font.path,
    mark: mark.path,
    serve: serving([font, mark, script, style, figures], mark),
  };
}

function asset(name: string, extension: string, type: string, plain: Buffer): Asset {
  const hash = createHash('sha256').update(plain).digest('hex').slice(0, 12);
  const encoded =
    extension === 'woff2' ? {} : { br: brotliCompressSync(plain), gzip: gzipSync(plain, { level: 9 }) };
  return { path: `/assets/${name}.${hash}.${extension}`, type, plain, encoded };
}

function serving(assets: readonly Asset[], favicon: Asset): RequestHandler {
  const byPath = new Map(assets.map((one) => [one.path, one]));
  const router = Router();
  router.get('/assets/*name', (request, response, next) => {
    const found = byPath.get(request.path);
    if (!found) return next();
    response.set('Cache-Control', 'public, max-age=31536000, immutable');
    send(found, request.acceptsEncodings('br') || request.acceptsEncodings('gzip'), response);
  });
  router.get('/favicon.ico', (_request, response) => send(favicon, false, response));
  return router;
}

function send(
  { type, plain, encoded }: Asset,
  accepted: string | false,
  response: Parameters<RequestHandler>[1],
): void {
  const body = accepted === 'br' || accepted === 'gzip' ? encoded[accepted] : undefined;
  response.vary('Accept-Encoding').set('Content-Type', type);
  if (body) response.set('Content-Encoding', accepted as string);
  response.end(body ?? plain);
}
