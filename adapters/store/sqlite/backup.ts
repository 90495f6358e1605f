import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { IN_MEMORY, inspectDatabase, openDatabase, visitDatabase } from './database.ts';

/** Writes a whole, compact copy of a database that a server may be using. Throws a sentence when it cannot. */
export function backUp(path: string, to: string): void {
  if (existsSync(to)) throw new Error(`${to} is there already. Choose another name with --to.`);
  mkdirSync(dirname(to), { recursive: true });
  const database = visitDatabase(path);
  try {
    database.prepare('VACUUM INTO ?').run(to);
  } finally {
    database.close();
  }
  inspectDatabase(to);
}

/**
 * Puts a backup in the place of a database that no server uses. The database that was there is moved aside, with
 * its log. Throws a sentence, and changes nothing, when the backup is not whole or a server is running.
 * @returns where the old database lies now; undefined when there was none
 */
export function restore(path: string, from: string, now: Date): string | undefined {
  if (path === IN_MEMORY) throw new Error('A database in memory cannot be restored.');
  if (!existsSync(from)) throw new Error(`There is no backup ${from}.`);
  inspectDatabase(from);
  const copy = `${path}.restoring`;
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync(from, copy);
  const aside = moveAside(path, `${path}.before-${now.toISOString().replaceAll(':', '-')}`);
  renameSync(copy, path);
  openDatabase(path).close();
  return aside;
}

/** Opening it first shows that no server has it, and folds its log into it; a damaged one is moved as it is. */
function moveAside(path: string, aside: string): string | undefined {
  if (!existsSync(path)) {
    for (const end of ['-wal', '-shm']) if (existsSync(path + end)) renameSync(path + end, aside + end);
    return undefined;
  }
  try {
    openDatabase(path).close();
  } catch (error) {
    if (/Another process/.test((error as Error).message)) {
      rmSync(`${path}.restoring`);
      throw error;
    }
  }
  for (const end of ['', '-wal', '-shm']) if (existsSync(path + end)) renameSync(path + end, aside + end);
  return aside;
}
