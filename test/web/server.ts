import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp, type HttpDependencies } from '../../adapters/http/app.ts';
import { createMetrics } from '../../adapters/metrics.ts';
import { createPost } from '../../adapters/post.ts';
import { NO_FIGURES } from '../../adapters/public-figures.ts';
import { openSqlite } from '../../adapters/store/sqlite/index.ts';
import type { Store } from '../../adapters/store.ts';
import { createWaiting, web } from '../../adapters/web/index.ts';
import type { Knowledge } from '../../bot/index.ts';
import { WORKERS } from '../fixtures/compiled.ts';

export interface TestServer {
  readonly url: string;
  readonly knowledge: Knowledge;
  readonly store: Store;
  /** What was logged as a failure. */
  readonly logged: unknown[];
  readonly close: () => Promise<void>;
}

type Changes = Partial<HttpDependencies> & {
  readonly path?: string;
  readonly patienceMs?: number;
  /** Where turns, and nothing else, get their content. */
  readonly answersFrom?: () => Knowledge;
};

const WORKER = WORKERS.store;

/** The real app on a free port: real engine, real botbuilder, real content, a real store. */
export async function startServer(
  knowledge: Knowledge,
  { path = ':memory:', patienceMs, answersFrom = () => knowledge, ...changes }: Changes = {},
): Promise<TestServer> {
  const logged: unknown[] = [];
  const log = {
    info: () => {},
    warn: () => {},
    error: (fields: object, message: string) => logged.push({ ...fields, message }),
  };
  const now = changes.now ?? (() => new Date('2026-11-20T03:00:00Z'));
  const store = await openSqlite({ path, worker: WORKER, leastFreeBytes: 0 });
  const waiting = createWaiting(patienceMs);
  const post = createPost({
    store,
    knowledge: answersFrom,
    channels: [],
    pulled: { ...web, tell: waiting.tell },
    humanHours: 12,
    isTest: () => false,
    metrics: createMetrics(),
    now,
    log,
  });
  post.wake();
  const app = createApp({
    store,
    waiting,
    figures: NO_FIGURES,
    secret: 'a secret that only this test server knows',
    onAccepted: post.wake,
    knowledge: () => knowledge,
    readiness: () => ({ ready: true, reasons: [] }),
    publicUrl: undefined,
    webhooks: { channels: [], accept: async () => {}, log },
    routers: [],
    metrics: { token: undefined, text: async () => '' },
    log,
    now,
    ...changes,
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    knowledge,
    store,
    logged,
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await post.stop();
      await store.close();
    },
  };
}

/** What whoever has a file already is answered. Not by fetch, which asks for it anew as soon as it is told a tag. */
export const statusFor = (url: string, etag: string | null): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const headers = { 'If-None-Match': etag ?? '', 'Accept-Encoding': 'gzip' };
    get(url, { headers }, (response) => resolve(response.resume().statusCode)).on('error', reject);
  });
