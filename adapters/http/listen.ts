import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listening {
  readonly port: number;
  /** Goes on as before, but asks whoever keeps a connection open to open the next one elsewhere. */
  readonly sendAway: () => void;
  /** Takes no more requests; resolves when those in flight are answered, or have had their time. */
  readonly close: () => Promise<void>;
}

/** Whoever sends a byte a second is hung up on; platforms and phones send at once. */
const TIMES = { headersTimeout: 10_000, requestTimeout: 15_000, connectionsCheckingInterval: 2_000 } as const;
/** A small server's worth of open connections; more wait in the kernel's line. */
const MOST_CONNECTIONS = 4_000;
/** How long a request in flight may take to finish when the server is asked to stop. */
const GRACE_MS = 5_000;

/** Listens on a port; rejects with what to do when another program has it. */
export async function listen(listener: RequestListener, port: number, host: string): Promise<Listening> {
  let isLeaving = false;
  const server = createServer(TIMES, (request, response) => {
    if (isLeaving) response.setHeader('connection', 'close');
    listener(request, response);
  });
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(told(error, port)));
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    sendAway: () => {
      isLeaving = true;
    },
    close: async () => {
      isLeaving = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
      await closed;
    },
  };
}

const told = (error: NodeJS.ErrnoException, port: number): Error =>
  error.code === 'EADDRINUSE'
    ? new Error(
        `Port ${port} is taken by another program. Stop it, or choose another: PORT=${port + 1} npm start`,
        { cause: error },
      )
    : error;
