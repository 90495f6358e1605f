import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { inspectDatabase, ownDatabase, visitDatabase } from './database.ts';

/** Writes a whole, compact copy of a database that a server may be using. Throws a sentence when it cannot. */
export function backUp(path: string, to: string): void {
  if (existsSync(to)) throw new Error(`${to} is there already. Choose another name with --to.`);
  mkdirSync(dirname(to), { recursive: true });
  copyWhole(path, to);
}

/**
 * Puts a backup in the place of a database that no server uses. The database that was there is moved aside, with
 * its log. Throws a sentence, and changes nothing, when the backup is not whole, is of a newer version, or a server
 * is running; no server can start meanwhile.
 * @returns where the old database lies now; undefined when there was none
 */
export function restore(path: string, from: string, now: Date): string | undefined {
  if (!existsSync(from)) throw new Error(`There is no backup ${from}.`);
  inspectDatabase(from);
  mkdirSync(dirname(path), { recursive: true });
  const owner = ownDatabase(path);
  try {
    const copy = `${path}.restoring`;
    rmSync(copy, { force: true });
    copyWhole(from, copy);
    const aside = moveAside(path, `${path}.before-${now.toISOString().replaceAll(':', '-')}`);
    renameSync(copy, path);
    return aside;
  } finally {
    owner?.close();
  }
}

/** Under another name until it is whole and checked: half a copy must not look like one. Its log is copied with it. */
function copyWhole(from: string, to: string): void {
  const part = `${to}.part`;
  rmSync(part, { force: true });
  const database = visitDatabase(from);
  try {
    database.prepare('VACUUM INTO ?').run(part);
    inspectDatabase(part);
    renameSync(part, to);
  } finally {
    database.close();
    rmSync(part, { force: true });
  }
}

function moveAside(path: string, aside: string): string | undefined {
  const ends = ['', '-wal', '-shm'].filter((end) => existsSync(path + end));
  for (const end of ends) renameSync(path + end, aside + end);
  return ends.includes('') ? aside : undefined;
}
