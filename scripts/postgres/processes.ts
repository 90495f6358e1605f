import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Ended, and only waits to be noticed by its parent. In a container without an init it waits for ever. */
  readonly isZombie: boolean;
}

/** The processes that this one has started and that still run. None is known on Windows. */
export function childrenOf(parent: number): number[] {
  return processes().flatMap((one) => (one.parent === parent && !one.isZombie ? one.pid : []));
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !processes().some((one) => one.pid === pid && one.isZombie);
}

/** A signal to a process that may have ended meanwhile. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function processes(): Process[] {
  if (process.platform === 'win32') return [];
  // A container often has no `ps`.
  if (process.platform === 'linux') return readdirSync('/proc').flatMap(fromProc);
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' });
  return table.split('\n').flatMap((line) => {
    const [pid, parent, state] = line.trim().split(/\s+/);
    return state ? { pid: Number(pid), parent: Number(parent), isZombie: state.startsWith('Z') } : [];
  });
}

function fromProc(name: string): Process | [] {
  if (!/^\d+$/.test(name)) return [];
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    // pid (name) state parent …; the name may hold anything, brackets too.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { pid: Number(name), parent: Number(parent), isZombie: state === 'Z' };
  } catch {
    return []; // ended while we read
  }
}
