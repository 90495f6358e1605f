import { createServer } from 'node:http';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { LiveContent } from './content/live.ts';
import { conversationsInMemory } from './conversations.ts';
import type { Settings } from './env.ts';
import { createApp } from './http/app.ts';
import { DAY_MS, openReports } from './reports.ts';
import { createVillager } from './villager.ts';

interface Parts {
  readonly settings: Settings;
  readonly log: Logger;
  readonly content: LiveContent;
}

/** How long a request in flight may take to finish when the server is asked to stop. */
const GRACE_MS = 5_000;

/** Serves the web chat until SIGINT or SIGTERM; resolves when it listens. */
export async function serve({ settings, log, content }: Parts): Promise<void> {
  const now = () => new Date();
  const reports = await openReports(join(settings.DATA_DIR, 'reports.jsonl'), now());
  const sweeping = setInterval(() => {
    reports.sweep(now()).catch((error: unknown) => log.error({ err: error }, 'reports.not_swept'));
  }, DAY_MS);
  sweeping.unref();
  const villager = createVillager({
    knowledge: content.knowledge,
    conversations: conversationsInMemory(),
    keep: reports.keep,
    now,
  });
  const app = createApp({
    villager,
    knowledge: content.knowledge,
    readiness: () => ({ ready: true, reasons: content.troubles() }),
    publicUrl: settings.PUBLIC_URL,
    trustProxy: settings.TRUST_PROXY,
    log,
    now,
  });
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 15_000 }, app);
  await listening(server, settings);
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : settings.PORT;
  console.log(`Smart Villager answers on http://localhost:${port} (Ctrl-C ends it)`);
  const { catalogue, version } = content.knowledge();
  log.info({ port, services: catalogue.services.length, version }, 'server.listening');

  const stop = (signal: string) => {
    log.info({ signal }, 'server.stopping');
    content.close();
    server.close(() => log.info('server.stopped'));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function listening(server: ReturnType<typeof createServer>, { PORT, HOST }: Settings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `Port ${PORT} is taken by another program. Stop it, or choose another: PORT=3001 npm start`,
              { cause: error },
            )
          : error,
      );
    });
    server.listen(PORT, HOST, resolve);
  });
}
