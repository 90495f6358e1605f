import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Listens on this machine alone. Resolves with the port; rejects with what to type instead when it is taken. */
export function listenOn(server: Server, port: number, instead: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error);
      const why = `Port ${port} is taken by another program. Stop it, or choose another: ${instead}`;
      reject(new Error(why, { cause: error }));
    });
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** Rejects when a port is taken, before anything is built for it. */
export async function refuseTaken(port: number, instead: string): Promise<void> {
  const probe = createServer();
  await listenOn(probe, port, instead);
  await new Promise((resolve) => probe.close(resolve));
}
