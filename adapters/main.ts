import { join } from 'node:path';
import { readSettings } from './env.ts';
import { openReader } from './open-reader.ts';
import { openStore } from './open-store.ts';

/** A server that cannot end by itself is ended: everything acknowledged is on disk. */
const WATCHDOG_MS = 15_000;

/**
 * The composition root. Content is built in a worker from the first moment on, while this thread loads the
 * server's libraries: botbuilder and Express take as long as the content does.
 */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const { pino } = await import('pino');
  const log = pino({ level: settings.LOG_LEVEL, base: null });
  const { openLiveContent } = await import('./content/live.ts');
  const opening = openLiveContent({
    folder: settings.CONTENT_DIR,
    worker: new URL('./content-worker.js', import.meta.url),
    keep: join(settings.DATA_DIR, 'content.build'),
    log,
  });
  opening.catch(() => undefined); // told below, once the libraries are there
  const store = await openStore(settings.DATABASE_URL, {
    log,
    sqliteWorker: new URL('./store-worker.js', import.meta.url),
    onLost: (error) => {
      log.fatal({ err: error }, 'store.lost');
      process.exit(1);
    },
  });
  const reader = await openReader(settings.DATABASE_URL, {
    sqliteWorker: new URL('./reader-worker.js', import.meta.url),
  });
  const { serve } = await import('./serve.ts');
  const content = await opening;
  const served = await serve({
    settings,
    log,
    content,
    store,
    reader,
    publishingWorker: new URL('./publishing-worker.js', import.meta.url),
    announce: console.log,
  }).catch((error: unknown) => {
    content.close();
    throw error;
  });
  console.log(`Smart Villager answers on http://localhost:${served.port} (Ctrl-C ends it)`);
  const { catalogue, version } = content.knowledge();
  log.info({ port: served.port, services: catalogue.services.length, version }, 'server.listening');

  const stop = async (signal: string) => {
    log.info({ signal }, 'server.stopping');
    setTimeout(() => {
      log.error('server.stopped-late');
      process.exit(1);
    }, WATCHDOG_MS).unref();
    content.close();
    await served.stop();
    log.info('server.stopped');
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  console.error((error instanceof Error && error.message) || error);
  process.exit(1);
});
