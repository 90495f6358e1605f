import { readdirSync, readFileSync } from 'node:fs';

/** Processor time that a process has used, in microseconds: its JavaScript thread, and all of it. */
export interface CpuTime {
  readonly main: number;
  readonly all: number;
}

/** Read from the kernel's own account of every thread, in nanoseconds; a thread that has ended is not counted any more. */
export function cpuOf(pid: number): CpuTime {
  const tasks = `/proc/${pid}/task`;
  const times = readdirSync(tasks).map((id) => ({ id, micros: microsOf(`${tasks}/${id}/schedstat`) }));
  return {
    main: times.find(({ id }) => Number(id) === pid)?.micros ?? 0,
    all: times.reduce((sum, { micros }) => sum + micros, 0),
  };
}

function microsOf(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8').split(' ')[0]) / 1000;
  } catch {
    return 0; // it ended meanwhile
  }
}

/** The memory of a process that lies in RAM, in megabytes. */
export function megabytesOf(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}
