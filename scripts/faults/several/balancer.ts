import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What stands in front of several servers, as Caddy does under `deploy/Caddyfile`: it asks each whether it is ready,
 * gives requests to those that are, over connections that are kept open, and tries another one only when it cannot even
 * connect. What has been sent is not sent again: that would be the platform's to do.
 */
export interface Balancer {
  readonly url: string;
  /** Resolves when it is ready, and given work from now on. */
  readonly add: (server: string) => Promise<void>;
  readonly remove: (server: string) => void;
  /** How often a server was not there any more, and another one was tried. */
  readonly retried: () => number;
  readonly close: () => void;
}

interface Behind {
  readonly server: string;
  readonly agent: Agent;
  isReady: boolean;
}

const LOOK_EVERY_MS = 1_000;
const LOOK_MS = 2_000;
const TRY_EVERY_MS = 250;

/** `tryMs`: how long a request waits for somebody who is ready. */
export async function startBalancer(tryMs: number): Promise<Balancer> {
  const behind = new Set<Behind>();
  let turn = 0;
  let retried = 0;
  const look = async (one: Behind): Promise<void> => {
    const answer = await fetch(`${one.server}/readyz`, { signal: AbortSignal.timeout(LOOK_MS) }).catch(
      () => undefined,
    );
    await answer?.text();
    one.isReady = answer?.status === 200;
  };
  const timer = setInterval(() => void Promise.all([...behind].map(look)), LOOK_EVERY_MS);
  const next = (): Behind | undefined => {
    const ready = [...behind].filter(({ isReady }) => isReady);
    turn += 1;
    return ready[turn % ready.length];
  };

  const carry = async (asked: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of asked) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    for (const until = performance.now() + tryMs; performance.now() < until; await sleep(TRY_EVERY_MS)) {
      const one = next();
      const outcome = one && (await pass(one, asked, body, answer));
      if (outcome === 'answered') return;
      if (outcome === 'broken') return void answer.writeHead(502).end();
      if (outcome === 'refused') retried += 1;
    }
    answer.writeHead(503).end();
  };
  const server = createServer((asked, answer) => void carry(asked, answer));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    add: async (address) => {
      const one = { server: address, agent: new Agent({ keepAlive: true }), isReady: false };
      behind.add(one);
      while (!one.isReady) {
        await look(one);
        await sleep(TRY_EVERY_MS);
      }
    },
    remove: (address) => {
      for (const one of behind)
        if (one.server === address) {
          behind.delete(one);
          one.agent.destroy();
        }
    },
    retried: () => retried,
    close: () => {
      clearInterval(timer);
      for (const { agent } of behind) agent.destroy();
      server.close();
      server.closeAllConnections();
    },
  };
}

/** `refused`: it has seen nothing of the request. `broken`: nobody knows. */
function pass(
  { server, agent }: Behind,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
  answer: ServerResponse,
): Promise<'answered' | 'refused' | 'broken'> {
  return new Promise((resolve) => {
    const asked = request(`${server}${url}`, { agent, method, headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502);
      answered.pipe(answer);
      answered.on('end', () => resolve('answered'));
      answered.on('error', () => resolve('broken'));
    });
    asked.on('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(code === 'ECONNREFUSED' ? 'refused' : 'broken'),
    );
    asked.end(body);
  });
}
