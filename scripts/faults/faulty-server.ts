import { join } from 'node:path';
import { pino } from 'pino';
import { openLiveContent } from '../../adapters/content/live.ts';
import { readSettings } from '../../adapters/env.ts';
import { openReader } from '../../adapters/open-reader.ts';
import { serve } from '../../adapters/serve.ts';
import { openPostgres } from '../../adapters/store/postgres/index.ts';
import { openSqlite } from '../../adapters/store/sqlite/index.ts';
import { faultyStore } from './faulty-store.ts';
import { readOrders } from './orders.ts';

/** The server as `adapters/main.ts` composes it, on a store that does wrong what it is told to. */
const orders = readOrders();
const settings = readSettings(process.env);
const log = pino({ level: settings.LOG_LEVEL, base: null });
const url = settings.DATABASE_URL;
const store = url.startsWith('sqlite:')
  ? await openSqlite({
      path: url.slice('sqlite:'.length),
      worker: new URL('./store-worker.js', import.meta.url),
      synchronous: orders.synchronous,
    })
  : await openPostgres({ url, log, synchronousCommit: orders.synchronousCommit });
const content = await openLiveContent({
  folder: settings.CONTENT_DIR,
  worker: new URL('./content-worker.js', import.meta.url),
  keep: join(settings.DATA_DIR, 'content.build'),
  log,
});
const reader = await openReader(url, { sqliteWorker: new URL('./reader-worker.js', import.meta.url) });
const served = await serve({
  settings,
  log,
  content,
  store: faultyStore(store, orders),
  reader,
  publishingWorker: new URL('./publishing-worker.js', import.meta.url),
});
console.log(`Smart Villager answers on http://localhost:${served.port} (with faults)`);
