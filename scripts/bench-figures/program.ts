import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { childrenOf, signal } from '../postgres/processes.ts';

/** What a whole program took, from its start to its end. */
export interface Ran {
  /** Undefined: it was still running when its time was over, and was ended. */
  readonly code: number | undefined;
  readonly seconds: number;
  /** The most memory that one of its processes ever had in RAM, in megabytes. */
  readonly megabytes: number;
  /** Its last words. */
  readonly said: string;
}

const LOOK_MS = 100;
const LAST_WORDS = 500;

/** Runs npm, and whatever that starts, as an operator would. It ends in time, with all that it has started. */
export async function npmRun(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  mostSeconds: number,
): Promise<Ran> {
  const begun = performance.now();
  const child = spawn('npm', ['run', '-s', ...words], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(-LAST_WORDS);
    });
  let megabytes = 0;
  let isLate = false;
  const look = setInterval(() => {
    const family = familyOf(child.pid!);
    megabytes = Math.max(megabytes, ...family.map(peakOf));
    if (performance.now() - begun < mostSeconds * 1_000) return;
    isLate = true;
    for (const pid of family) signal(pid, 'SIGKILL');
  }, LOOK_MS);
  const [code] = (await once(child, 'close')) as [number | null];
  clearInterval(look);
  const seconds = (performance.now() - begun) / 1_000;
  return { code: isLate ? undefined : (code ?? 1), seconds, megabytes, said: said.trim() };
}

/** A process and all that it and they have started. */
const familyOf = (pid: number): number[] => [pid, ...childrenOf(pid).flatMap(familyOf)];

/** The kernel's own account of the most that a process ever had, so that looking now and then misses little. */
function peakOf(pid: number): number {
  try {
    const [, kilobytes = '0'] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return 0; // it ended meanwhile
  }
}
