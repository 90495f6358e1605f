import { Agent, request } from 'node:http';
import type { Delivery } from './citizen.ts';

/** How a delivery ended: acknowledged only when the whole answer with 200 was read. */
export type Answered = { readonly status: number; readonly ms: number } | 'broken';

export interface Delivering {
  readonly deliver: (url: string, delivery: Delivery) => Promise<Answered>;
  readonly close: () => void;
}

const TIMEOUT_MS = 20_000;

/** The platforms' side of the wire, over connections that are kept open. */
export function createDelivering(): Delivering {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const deliver = (url: string, { path, headers, body }: Delivery): Promise<Answered> =>
    new Promise((resolve) => {
      const start = performance.now();
      const options = { agent, method: 'POST', headers, timeout: TIMEOUT_MS };
      const asked = request(`${url}${path}`, options, (response) => {
        const { statusCode: status = 0 } = response;
        response.on('end', () =>
          resolve(response.complete ? { status, ms: performance.now() - start } : 'broken'),
        );
        response.on('error', () => resolve('broken'));
        response.on('close', () => resolve('broken'));
        response.resume();
      });
      asked.on('timeout', () => asked.destroy());
      asked.on('error', () => resolve('broken'));
      asked.end(body);
    });
  return { deliver, close: () => agent.destroy() };
}
