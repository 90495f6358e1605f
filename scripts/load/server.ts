import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type CpuTime, cpuOf, megabytesOf } from './usage.ts';

/** A server under load, in a process of its own. */
export interface Server {
  readonly address: string;
  readonly pid: number;
  readonly port: number;
  readonly cpu: () => CpuTime;
  readonly megabytes: () => number;
  readonly stop: () => Promise<void>;
}

const START_MS = 30_000;
const STOP_MS = 10_000;
/** None outlives this process, however it ends. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
/** As the product is started; all others too. */
const NURSERY = '--max-semi-space-size=8';
const ADDRESS = /answers on http:\/\/localhost:(\d+)/;

/** Starts a compiled program and waits until it says where it answers. */
export async function startServer(
  program: string,
  environment: Readonly<Record<string, string>>,
  flags: readonly string[] = [],
): Promise<Server> {
  const child = spawn(process.execPath, [NURSERY, ...flags, program], {
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const kill = () => child.kill('SIGKILL');
  let output = '';
  const port = await new Promise<number>((resolve, reject) => {
    const fail = (why: string) => {
      kill();
      reject(new Error(`${program} ${why}:\n${output}`));
    };
    const timer = setTimeout(() => fail('did not start in time'), START_MS);
    child.once('exit', (code) => fail(`ended with ${code} before it listened`));
    const hear = (chunk: Buffer) => {
      output = `${output}${chunk}`.slice(-4_000);
      const found = ADDRESS.exec(output)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(Number(found));
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
  });
  const pid = child.pid ?? 0;
  return {
    address: `http://127.0.0.1:${port}`,
    port,
    pid,
    cpu: () => cpuOf(pid),
    megabytes: () => megabytesOf(pid),
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const late = setTimeout(kill, STOP_MS);
      await ended;
      clearTimeout(late);
    },
  };
}
