import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { MIGRATIONS, statementsOf } from '../migrations.ts';
import { stillMoving, UNFINISHED_MOVE } from '../unfinished-move.ts';

export type { Database } from 'better-sqlite3';

/** `NORMAL` loses acknowledged events in a power cut and `OFF` checks nothing: they exist for tests that must see a loss. */
export type Synchronous = 'FULL' | 'NORMAL';
const LEVELS = { FULL: 2, NORMAL: 1 } as const;
export const IN_MEMORY = ':memory:';
const SERIAL_KEY = 'INTEGER PRIMARY KEY AUTOINCREMENT';

/**
 * Opens a database file, whole and current, for one process alone. Throws a sentence for the operator when another
 * process has it, when it is damaged, when it was written by a newer version, or when it cannot be made.
 */
export function openDatabase(
  path: string,
  {
    synchronous = 'FULL',
    mostPages,
    admit = refuseUnfinished,
  }: {
    readonly synchronous?: Synchronous;
    readonly mostPages?: number | undefined;
    /** Looks at the database before anything in it is changed, and throws what is against opening it. */
    readonly admit?: (database: Database.Database, path: string) => void;
  } = {},
): Database.Database {
  refuseLostFile(path);
  if (path !== IN_MEMORY) mkdirSync(dirname(path), { recursive: true });
  const owner = ownDatabase(path);
  try {
    const database = connect(path, synchronous);
    try {
      checkWhole(database, path);
      admit(database, path);
      migrate(database, MIGRATIONS, path);
      if (mostPages !== undefined) database.pragma(`max_page_count = ${mostPages}`);
    } catch (error) {
      database.close();
      throw error;
    }
    const close = database.close.bind(database);
    database.close = () => {
      close();
      owner?.close();
      return database;
    };
    return database;
  } catch (error) {
    owner?.close();
    throw error;
  }
}

/** Throws a sentence when a move into the database has not ended. */
export function refuseUnfinished(database: Database.Database, path: string): void {
  if (isMovedInto(database)) throw new Error(stillMoving(path));
}

export const isMovedInto = (database: Database.Database): boolean =>
  database.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(UNFINISHED_MOVE) !== undefined;

/** A second connection to a database that a server may be using: for the operator's commands. */
export function visitDatabase(path: string): Database.Database {
  if (!existsSync(path))
    throw new Error(`There is no database ${path}. Start the server once, or set DATABASE_URL.`);
  return connect(path, 'FULL');
}

/** Throws a sentence when a file is not a whole database of ours. */
export function inspectDatabase(path: string): void {
  const database = new Database(path, { readonly: true });
  try {
    checkWhole(database, path);
    const version = versionOf(database);
    if (version === 0) throw new Error(`${path} is not a database of Smart Villager.`);
    if (version > MIGRATIONS.length) throw new Error(newer(path, version, MIGRATIONS.length));
  } finally {
    database.close();
  }
}

function connect(path: string, synchronous: Synchronous): Database.Database {
  try {
    const database = new Database(path, { timeout: 5_000 });
    const mode = database.pragma('journal_mode = WAL', { simple: true });
    if (path !== IN_MEMORY && mode !== 'wal') throw new Error(`its journal mode is ${mode} and not wal`);
    // Deleted texts are overwritten, not only forgotten.
    database.pragma('secure_delete = ON');
    database.pragma('journal_size_limit = 67108864');
    // The driver runs WAL at NORMAL unless told otherwise: said on every connection, and read back.
    database.pragma(`synchronous = ${synchronous}`);
    if (database.pragma('synchronous', { simple: true }) !== LEVELS[synchronous])
      throw new Error(`it does not run with synchronous = ${synchronous}`);
    return database;
  } catch (error) {
    // A page that every connection reads.
    if ((error as { code?: string }).code === 'SQLITE_CORRUPT')
      throw new Error(damaged(path, (error as Error).message), { cause: error });
    throw new Error(
      `The database ${path} cannot be opened: ${(error as Error).message}. Look at the folder and its rights, or restore a backup.`,
      { cause: error },
    );
  }
}

/** A write-ahead log without its database means that the database was deleted: starting empty would hide it. */
function refuseLostFile(path: string): void {
  if (path !== IN_MEMORY && !existsSync(path) && existsSync(`${path}-wal`))
    throw new Error(
      `The database ${path} is gone, but its log ${path}-wal is there. Put the database back or restore a backup; to start empty, move the log away.`,
    );
}

/**
 * Holds a lock that the operating system drops with the process, however it ends. It lies on a file of its own, so
 * that backups and the operator's commands can read the database meanwhile.
 */
export function ownDatabase(path: string): Database.Database | undefined {
  if (path === IN_MEMORY) return undefined;
  const lock = new Database(`${path}-owner`, { timeout: 0 });
  try {
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
    throw new Error(
      `Another process serves the database ${path}. Stop it first, or set DATABASE_URL to another file.`,
      { cause: error },
    );
  }
}

function checkWhole(database: Database.Database, path: string): void {
  const told = checked(database);
  if (told !== 'ok') throw new Error(damaged(path, told));
}

const damaged = (path: string, how: string): string =>
  `The database ${path} is damaged (${how}). Nothing was changed. Move it away and restore a backup.`;

function checked(database: Database.Database): string {
  try {
    return String(database.pragma('quick_check(1)', { simple: true })).replace(/^\*{3}.*\n/, '');
  } catch (error) {
    return (error as Error).message;
  }
}

export const versionOf = (database: Database.Database): number =>
  Number(database.pragma('user_version', { simple: true }));

const newer = (path: string, version: number, known: number): string =>
  `The database ${path} was written by a newer version of Smart Villager (${version}, this one knows ${known}). Start the newer version, or restore a backup from before.`;

/** Takes the database's remaining steps, all in one transaction. */
export function migrate(database: Database.Database, steps: typeof MIGRATIONS, path: string): void {
  const version = versionOf(database);
  if (version > steps.length) throw new Error(newer(path, version, steps.length));
  if (version === steps.length) return;
  database.transaction(() => {
    for (const statement of statementsOf(steps.slice(version), 'sqlite', SERIAL_KEY))
      database.exec(statement);
    database.pragma(`user_version = ${steps.length}`);
  })();
}
