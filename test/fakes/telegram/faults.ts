import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Refusal, refusalBody } from './refusal.ts';

/**
 * Something that goes wrong with the next calls:
 * - `429`, `500`: refused
 * - `hang`: never answered
 * - `reset`: the connection breaks before the call is carried out, `resetAfter`: after it
 * - `slow`: answered after `ms`
 * - `garbage`: answered with a page of HTML, not carried out
 */
export interface Fault {
  readonly kind: '429' | '500' | 'hang' | 'reset' | 'resetAfter' | 'slow' | 'garbage';
  /** Only calls of this method. */
  readonly method?: string;
  /** How often; once where nothing is said. */
  readonly times?: number;
  readonly retryAfter?: number;
  readonly ms?: number;
}

/** The faults that are still to come. */
export function createFaults() {
  const open: { fault: Fault; left: number }[] = [];
  return {
    add: (fault: Fault) => open.push({ fault, left: fault.times ?? 1 }),
    next(method: string): Fault | undefined {
      const found = open.find(({ fault, left }) => left > 0 && (fault.method ?? method) === method);
      if (found) found.left -= 1;
      return found?.fault;
    },
  };
}

/** Lets a fault happen. Resolves with true where the call was answered, or never will be. */
export async function happens(fault: Fault, response: ServerResponse): Promise<boolean> {
  switch (fault.kind) {
    case '429': {
      const seconds = fault.retryAfter ?? 1;
      throw new Refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
    }
    case '500':
      throw new Refusal(500, 'Internal Server Error');
    case 'garbage':
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<html><body>502 Bad Gateway</body></html>');
      return true;
    case 'reset':
      response.destroy();
      return true;
    case 'slow':
      await pause(fault.ms ?? 100);
      return false;
    case 'hang':
      return true;
    case 'resetAfter':
      return false;
  }
}

export function answer(response: ServerResponse, result: unknown): void {
  const status = result instanceof Refusal ? result.code : 200;
  const body = result instanceof Refusal ? refusalBody(result) : { ok: true, result };
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
