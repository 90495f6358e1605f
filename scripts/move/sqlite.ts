import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Database, isMovedInto, openDatabase, versionOf } from '../../adapters/store/sqlite/database.ts';
import { UNFINISHED_MOVE } from '../../adapters/store/unfinished-move.ts';
import { admitted, refuseOtherForm } from './admission.ts';
import type { End, Into, Key, Row, Source, Target } from './end.ts';
import { columnsOf, TABLES } from './tables.ts';

export const nameOfFile = (path: string): string => `sqlite:${resolve(path)}`;

/** A SQLite file to move from. The operator's commands, which need no lock, can read it and not write. */
export async function fromSqlite(path: string): Promise<Source> {
  if (!existsSync(path)) throw new Error(`There is no database ${path}.`);
  const database = openDatabase(path, {
    admit: (found) => {
      if (isMovedInto(found))
        throw new Error(
          `${nameOfFile(path)} is itself the target of a move that has not ended. End that first.`,
        );
      refuseOtherForm(nameOfFile(path), versionOf(found), 'source');
    },
  });
  database.exec('BEGIN IMMEDIATE');
  return endOf(database);
}

/** A SQLite file to move into; it is made when it is not there. */
export async function intoSqlite(path: string, into: Into): Promise<Target> {
  const name = nameOfFile(path);
  const database = openDatabase(path, {
    admit: (found) => {
      refuseOtherForm(name, versionOf(found), 'target');
      if (versionOf(found) > 0) admitted(name, lookInto(found), into);
    },
  });
  const how = admitted(name, lookInto(database), into);
  database.transaction(() => {
    if (how === 'anew') for (const { name } of TABLES) database.exec(`DELETE FROM ${name}`);
    if (how === 'anew') database.exec(`DROP TABLE ${UNFINISHED_MOVE}`);
    if (how !== 'go on') mark(database, into.source);
  })();
  return {
    ...endOf(database),
    isResumed: how === 'go on',
    last: async ({ name, key }) =>
      (database.prepare(`SELECT max(${key}) FROM ${name}`).pluck().get() as Key | null) ?? undefined,
    add: async (table, rows) => {
      const columns = Object.keys(table.columns);
      const places = columns.map(() => '?').join(', ');
      const insert = database.prepare(`INSERT INTO ${table.name} (${columnsOf(table)}) VALUES (${places})`);
      database.transaction(() => {
        for (const row of rows) insert.run(columns.map((column) => row[column]));
      })();
    },
    finish: async (counters) =>
      database.transaction(() => {
        for (const [{ name }, counter] of counters) goOnBehind(database, name, counter);
        database.exec(`DROP TABLE ${UNFINISHED_MOVE}`);
      })(),
  };
}

function endOf(database: Database): End {
  return {
    rows: async function* (table, behind) {
      const { name, key } = table;
      const isBehind = behind === undefined ? '' : `WHERE ${key} > ?`;
      const read = database.prepare(`SELECT ${columnsOf(table)} FROM ${name} ${isBehind} ORDER BY ${key}`);
      yield* read.iterate(...(behind === undefined ? [] : [behind])) as Iterable<Row>;
    },
    counter: async ({ name }) => counterOf(database, name),
    close: async () => void database.close(),
  };
}

const lookInto = (database: Database) => ({
  unfinishedFrom: isMovedInto(database)
    ? (database.prepare(`SELECT source FROM ${UNFINISHED_MOVE}`).pluck().get() as string)
    : undefined,
  filled: TABLES.map(({ name }) => name).filter(
    (name) => database.prepare(`SELECT 1 FROM ${name} LIMIT 1`).get() !== undefined,
  ),
});

function mark(database: Database, source: string): void {
  database.exec(`CREATE TABLE ${UNFINISHED_MOVE} (source TEXT NOT NULL)`);
  database.prepare(`INSERT INTO ${UNFINISHED_MOVE} VALUES (?)`).run(source);
}

const counterOf = (database: Database, table: string): number =>
  (database.prepare('SELECT seq FROM sqlite_sequence WHERE name = ?').pluck().get(table) as
    | number
    | undefined) ?? 0;

function goOnBehind(database: Database, table: string, counter: number): void {
  database.prepare('DELETE FROM sqlite_sequence WHERE name = ?').run(table);
  database.prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)').run(table, counter);
}
