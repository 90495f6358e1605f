import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { programIn } from './build.ts';
import { endsWithUs } from './ends-with-us.ts';
import type { Environment } from './environment.ts';
import { readable } from './log-line.ts';

/** The bot in a process of its own. */
export interface Villager {
  readonly address: string;
  /** How it ended, in words. */
  readonly ended: Promise<string>;
  /** Asks it to end, and ends it when it does not. */
  readonly stop: () => Promise<void>;
}

const ADDRESS = /answers on http:\/\/localhost:(\d+)/;
const PATIENCE_MS = 10_000;

/** Starts the compiled bot and hands on what it says. Resolves once it listens, rejects when it ends before. */
export async function startVillager(
  folder: string,
  environment: Environment,
  tell: (line: string) => void,
): Promise<Villager> {
  const child = endsWithUs(
    spawn(process.execPath, [join(programIn(folder), 'main.js')], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // Ctrl-C reaches it once, through us, and not from the terminal as well
    }),
  );
  const ended = once(child, 'exit').then(([code, signal]) => `${signal ?? `exit code ${code}`}`);
  const port = await new Promise<string>((resolve, reject) => {
    const hear = (line: string) => {
      const found = ADDRESS.exec(line)?.[1];
      if (found) resolve(found);
      else tell(readable(line)); // its address is told with the page's
    };
    createInterface({ input: child.stdout }).on('line', hear);
    createInterface({ input: child.stderr }).on('line', hear);
    void ended.then((how) => reject(new Error(`The bot could not start (${how}).`)));
  });
  return {
    address: `http://127.0.0.1:${port}`,
    ended,
    stop: async () => {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      await ended;
      clearTimeout(late);
    },
  };
}
