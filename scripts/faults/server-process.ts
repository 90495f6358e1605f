import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { STOPPED } from './orders.ts';
import { watch } from './watched.ts';

/** A server in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  /** From the start of the process until it said that it is ready. */
  readonly readyMs: number;
  readonly isRunning: () => boolean;
  /** Ends it without a warning; resolves when it is gone. */
  readonly kill: () => Promise<void>;
  /** Asks it to end; resolves with its exit code. */
  readonly stop: () => Promise<number | null>;
  /** Resolves with its exit code when it has ended, by itself or by others; null: by a signal. */
  readonly ended: Promise<number | null>;
  /** Stops it as if its machine had: it neither ends nor answers. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Whether it was stopped, by us or by its orders. */
  readonly isPaused: () => boolean;
  readonly output: () => string;
  /** Resident memory, in megabytes. */
  readonly memoryMb: () => number;
}

const MOST_OUTPUT = 20_000;
const ANSWER_MS = 2_000;

/** Resolves when the server says that it may be given work, or has stopped as it was ordered to; rejects with what it said when it ended before. */
export async function startServer(
  program: string,
  environment: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  const start = performance.now();
  const child = spawn(process.execPath, [program], { env: { PATH: process.env['PATH'], ...environment } });
  watch(child);
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  let output = '';
  let isPaused = false;
  const addressed = new Promise<string>((resolve) => {
    const hear = (chunk: Buffer) => {
      output = `${output}${chunk}`.slice(-MOST_OUTPUT);
      if (`${chunk}`.includes(STOPPED)) isPaused = true;
      // One that is to stop over its first turn may do so before it says where it answers.
      if (isPaused) resolve('');
      const port = /answers on http:\/\/localhost:(\d+)/.exec(output)?.[1];
      if (port) resolve(`http://127.0.0.1:${port}`);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
  });
  const failed = ended.then((code): never => {
    throw new Error(`the server ended with ${code} before it was ready: ${output}`);
  });
  failed.catch(() => undefined); // told through the race, if anybody waits still
  const url = await Promise.race([addressed, failed]);
  await Promise.race([ready(url, () => isPaused), failed]);
  return {
    url,
    readyMs: performance.now() - start,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
    ended,
    pause: () => {
      isPaused = child.kill('SIGSTOP');
    },
    resume: () => {
      isPaused = !child.kill('SIGCONT');
    },
    isPaused: () => isPaused,
    output: () => output,
    memoryMb: () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
  };
}

async function ready(url: string, isPaused: () => boolean): Promise<void> {
  while (!isPaused()) {
    const signal = AbortSignal.timeout(ANSWER_MS);
    const response = await fetch(`${url}/readyz`, { signal }).catch(() => undefined);
    if (response?.status === 200) return;
    await sleep(10);
  }
}
