import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A disk that can lose power, stall and be full, under the database of a server; see `disk.c`. */
export interface Disk {
  /** Puts the disk under a server that is started with it. */
  readonly environment: Readonly<Record<string, string>>;
  /** When the server is dead: what was not flushed is gone. */
  readonly cutPower: () => void;
  /** When no server runs: all that is there now is on the disk. */
  readonly rest: () => void;
  readonly stall: (stalls: boolean) => void;
  readonly fill: (how: 'ENOSPC' | 'EIO' | undefined) => void;
  /** How many writes and flushes went through it since the server was started. */
  readonly counted: () => { readonly writes: number; readonly syncs: number };
}

const COMPILER = process.env['CC'] ?? 'cc';
const SOURCE = fileURLToPath(new URL('disk.c', import.meta.url));
const filesOf = (database: string): string[] => [database, `${database}-wal`];

/** Why there can be no such disk on this machine; undefined: there can. */
export function noDisk(): string | undefined {
  if (process.platform !== 'linux') return 'a disk in front of libc needs Linux';
  return spawnSync(COMPILER, ['--version']).error ? `there is no C compiler ${COMPILER}` : undefined;
}

/** `folder`: for the compiled library and for signs to it. */
export function createDisk(folder: string, database: string, slowMs = 0): Disk {
  const library = join(folder, 'disk.so');
  const built = spawnSync(COMPILER, ['-shared', '-fPIC', '-O1', '-o', library, SOURCE, '-ldl', '-lpthread']);
  if (built.status !== 0) throw new Error(`disk.c does not compile: ${built.stderr}`);
  const [stallFile, fullFile, countFile] = ['stalls', 'full', 'counted'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  return {
    environment: {
      LD_PRELOAD: library,
      DISK_OF: database,
      DISK_STALL_FILE: stallFile,
      DISK_FULL_FILE: fullFile,
      DISK_COUNT_FILE: countFile,
      ...(slowMs > 0 ? { DISK_SLOW_MS: String(slowMs) } : {}),
    },
    cutPower: () => cutPower(database),
    rest: () => {
      for (const file of filesOf(database)) if (existsSync(file)) copyFileSync(file, `${file}.durable`);
    },
    stall: (stalls) => (stalls ? writeFileSync(stallFile, '') : rmSync(stallFile, { force: true })),
    fill: (how) => (how ? writeFileSync(fullFile, how) : rmSync(fullFile, { force: true })),
    counted: () => JSON.parse(readFileSync(countFile, 'utf8')),
  };
}

/** Every file becomes what its last flush left; the index of the log lived in memory alone. */
function cutPower(database: string): void {
  rmSync(`${database}-shm`, { force: true });
  for (const file of filesOf(database)) {
    rmSync(file, { force: true });
    if (!existsSync(`${file}.durable`)) continue;
    renameSync(`${file}.durable`, file);
    copyFileSync(file, `${file}.durable`); // for the next server: all of this is on the disk
  }
}
