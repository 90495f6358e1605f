import { setTimeout as sleep } from 'node:timers/promises';
import type { Instance } from './world.ts';

const LOOK_EVERY_MS = 50;
const MOST_MS = 30_000;

/** What a load balancer is told of a server: 200, it may be given work; 503, rather not. */
export async function readinessOf({ url }: Instance): Promise<number> {
  const { status } = await fetch(`${url}/readyz`);
  return status;
}

/** Resolves with how long it takes from now until a server says so; rejects when that is too long. */
export async function untilReadiness(instance: Instance, status: 200 | 503): Promise<number> {
  const start = performance.now();
  while ((await readinessOf(instance)) !== status) {
    const ms = performance.now() - start;
    if (ms > MOST_MS) throw new Error(`after ${MOST_MS} ms a server does not answer /readyz with ${status}`);
    await sleep(LOOK_EVERY_MS);
  }
  return Math.round(performance.now() - start);
}
