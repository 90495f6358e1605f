import { join } from 'node:path';
import { readSettings } from './env.ts';

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
  const { serve } = await import('./serve.ts');
  const content = await opening;
  try {
    await serve({ settings, log, content });
  } catch (error) {
    content.close();
    throw error;
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
