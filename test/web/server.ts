import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { conversationsInMemory } from '../../adapters/conversations.ts';
import { createApp, type HttpDependencies } from '../../adapters/http/app.ts';
import { createVillager } from '../../adapters/villager.ts';
import type { Knowledge } from '../../bot/index.ts';

export interface TestServer {
  readonly url: string;
  readonly knowledge: Knowledge;
  /** What was logged as a failure. */
  readonly logged: unknown[];
  readonly close: () => Promise<void>;
}

/** The real app on a free port: real engine, real botbuilder, real content. */
export async function startServer(
  knowledge: Knowledge,
  changes: Partial<HttpDependencies> = {},
): Promise<TestServer> {
  const logged: unknown[] = [];
  const now = () => new Date('2026-11-20T03:00:00Z');
  const villager = createVillager({
    knowledge: () => knowledge,
    conversations: conversationsInMemory(),
    keep: async () => {},
    now,
  });
  const app = createApp({
    villager,
    knowledge: () => knowledge,
    readiness: () => ({ ready: true, reasons: [] }),
    publicUrl: undefined,
    log: { error: (fields, message) => logged.push({ ...fields, message }) },
    now,
    ...changes,
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    knowledge,
    logged,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
