import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { Phone } from './phone.ts';
import { listenOn } from './ports.ts';

const require = createRequire(import.meta.url);
const FONT = '@fontsource/noto-sans-khmer/files/noto-sans-khmer-khmer';

/** Everything that the page loads; nothing else can be asked for. Read anew each time, so that a reload shows changes. */
const FILES: Readonly<Record<string, string>> = {
  '/': 'scripts/dev/page/index.html',
  ...Object.fromEntries(
    [
      ...['frame.css', 'desk.css', 'phone.css', 'telegram.css', 'messenger.css'],
      ...['page.js', 'phone.js', 'telegram.js', 'messenger.js', 'calls.js', 'draw.js'],
    ].map((name) => [`/${name}`, `scripts/dev/page/${name}`]),
  ),
  '/villager.svg': 'adapters/web/assets/villager.svg',
  '/khmer-400.woff2': require.resolve(`${FONT}-400-normal.woff2`),
  '/khmer-700.woff2': require.resolve(`${FONT}-700-normal.woff2`),
};

/** Serves the page, and what it asks and does, on this machine alone. Resolves with its address. */
export async function openPage(port: number, phones: Readonly<Record<string, Phone>>): Promise<string> {
  const open = await listenOn(createServer(appOf(phones)), port, 'npm run dev -- --port 3005');
  return `http://127.0.0.1:${open}`;
}

function appOf(phones: Readonly<Record<string, Phone>>): Express {
  const app = express().disable('x-powered-by');
  app.use(guarded);
  for (const [path, file] of Object.entries(FILES))
    app.get(path, (_request, response) => response.sendFile(resolve(file), { dotfiles: 'allow' }));
  app.get('/state', (_request, response) => {
    const shown = Object.entries(phones).map(([name, phone]) => [name, phone.shown()]);
    response.json(Object.fromEntries(shown));
  });
  app.post('/:platform/:deed', express.json(), async ({ params, body }, response) => {
    const deeds = new Map(Object.entries(phones[params.platform]?.deeds ?? {}));
    const deed = deeds.get(params.deed);
    if (!deed) return void response.status(404).json({ refused: 'There is no such thing to do.' });
    await deed(body);
    response.json({});
  });
  app.use(refused);
  return app;
}

const POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Only our own page, under this machine's own names, may ask and do: no other site, and no name that leads here. */
const guarded: RequestHandler = (request, response, next) => {
  const host = request.get('Host') ?? '';
  const origin = request.get('Origin');
  response.set({ 'Content-Security-Policy': POLICY, 'Cache-Control': 'no-store' });
  const isOurs =
    /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host) && (origin ?? `http://${host}`) === `http://${host}`;
  if (isOurs) next();
  else response.status(403).json({ refused: 'Only the page itself may ask this.' });
};

/** Express knows a handler of errors by its four arguments. */
const refused: ErrorRequestHandler = (error: Error, _request, response, _next) => {
  response.status(400).json({ refused: error.message });
};
