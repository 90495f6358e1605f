import { type Address, shown } from '../../adapters/store/address.ts';
import { chunksOf, ROOM, type Room } from './chunks.ts';
import type { Into, Source, Target } from './end.ts';
import { refuseUnfit } from './fit.ts';
import { fromPostgres, intoPostgres } from './postgres.ts';
import { fromSqlite, intoSqlite, nameOfFile } from './sqlite.ts';
import { type Sum, sumOf } from './sum.ts';
import { isNumbered, TABLES, type Table } from './tables.ts';

export interface Move {
  readonly from: Address;
  readonly to: Address;
  readonly isAnew?: boolean;
  readonly room?: Room;
  readonly onResumed?: () => void;
  /** More rows of a table are in the target, for good. */
  readonly onCarried?: (table: Table, rows: number) => void;
  readonly onChecking?: (table: Table) => void;
  readonly onCompared?: (compared: Compared) => void;
}

/** A table on both sides. */
export interface Compared {
  readonly table: Table;
  readonly source: Sum;
  readonly target: Sum;
  readonly isSame: boolean;
}

/** A database as messages and the mark in a target name it: no password, and the same from every folder. */
export const nameOf = (address: Address): string =>
  address.engine === 'sqlite' ? nameOfFile(address.path) : shown(address);

/**
 * Carries everything from one database into an empty one, and compares both. Only when all is the same is the target
 * a database that a server starts on. May be ended at any moment: the same move goes on where it stopped. Rejects
 * with a sentence when it may not begin or cannot go on.
 * @returns whether all is the same
 */
export async function moveAll(move: Move): Promise<boolean> {
  const source = await openSource(move.from);
  try {
    const target = await openTarget(move.to, { source: nameOf(move.from), isAnew: move.isAnew ?? false });
    try {
      if (target.isResumed) move.onResumed?.();
      for (const table of TABLES) await during(table.name, () => carry(source, target, table, move));
      const compared: Compared[] = [];
      for (const table of TABLES)
        compared.push(await during(table.name, () => compare(source, target, table, move)));
      const isSame = compared.every((one) => one.isSame);
      if (isSame) await during('its end', async () => target.finish(await countersOf(source, target)));
      return isSame;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

const openSource = (address: Address): Promise<Source> =>
  address.engine === 'sqlite' ? fromSqlite(address.path) : fromPostgres(address.url, nameOf(address));

const openTarget = (address: Address, into: Into): Promise<Target> =>
  address.engine === 'sqlite'
    ? intoSqlite(address.path, into)
    : intoPostgres(address.url, nameOf(address), into);

async function carry(
  source: Source,
  target: Target,
  table: Table,
  { room = ROOM, onCarried }: Move,
): Promise<void> {
  for await (const chunk of chunksOf(source.rows(table, await target.last(table)), room)) {
    for (const row of chunk) refuseUnfit(table, row);
    await target.add(table, chunk);
    onCarried?.(table, chunk.length);
  }
}

async function compare(
  source: Source,
  target: Target,
  table: Table,
  { onChecking, onCompared }: Move,
): Promise<Compared> {
  onChecking?.(table);
  const ours = await sumOf(source, table);
  const theirs = await sumOf(target, table);
  const isSame = ours.rows === theirs.rows && ours.checksum === theirs.checksum;
  const compared = { table, source: ours, target: theirs, isSame };
  onCompared?.(compared);
  return compared;
}

/** Says of a trouble how far the move has come, and what to do. */
async function during<Result>(what: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    throw new Error(
      `The move stopped at ${what}: ${(error as Error).message}. What has been carried stays: run the move again, and it goes on where it stopped.`,
      { cause: error },
    );
  }
}

/** A number that was ever given to a row is given to no other. */
async function countersOf(source: Source, target: Target): Promise<ReadonlyMap<Table, number>> {
  const counters = new Map<Table, number>();
  for (const table of TABLES.filter(isNumbered)) {
    const last = await target.last(table);
    counters.set(table, Math.max(await source.counter(table), Number(last ?? 0)));
  }
  return counters;
}
