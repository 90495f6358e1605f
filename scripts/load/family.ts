import { readFileSync } from 'node:fs';
import { childrenOf } from '../postgres/processes.ts';
import { cpuOf } from './usage.ts';

/** The kernel tells the times of processes that have ended in hundredths of a second. */
const TICK_MICROS = 10_000;

/**
 * Processor time in microseconds that a process and those it has started have used: PostgreSQL's postmaster, for one,
 * with its sessions and writers, also those that have ended.
 */
export function cpuOfFamily(pid: number): number {
  return [pid, ...childrenOf(pid)].reduce((sum, one) => sum + microsOf(one), 0) + microsOfEnded(pid);
}

function microsOf(pid: number): number {
  try {
    return cpuOf(pid).all;
  } catch {
    return 0; // it ended meanwhile
  }
}

function microsOfEnded(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // pid (name) state …; the name may hold anything, brackets too. Of what follows it, the 14th and 15th.
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(13, 15);
  return (Number(user) + Number(system)) * TICK_MICROS;
}
