import type { Statement } from 'better-sqlite3';
import { DEMO_MARK } from '../../adapters/demo-mark.ts';
import {
  insertInto,
  RECORD_TABLE_NAMES,
  RECORD_TABLES,
  type RecordRow,
  type RecordTableName,
} from '../../adapters/store/record-tables.ts';
import {
  type Database,
  openDatabase,
  refuseUnfinished,
  versionOf,
} from '../../adapters/store/sqlite/database.ts';
import { ADD_SECRET, SECRET } from '../../adapters/store/statements.ts';
import { refuseOtherForm } from '../move/admission.ts';
import { nameOfFile } from '../move/sqlite.ts';
import { TABLES } from '../move/tables.ts';
import { admitted, type Found, HOLDS_OTHERS } from './admission.ts';
import type { Demo, FillOptions } from './demo.ts';

/** Writes a demo into a file, which is made when it is not there. */
export function fillFile(path: string, demo: Demo, options: FillOptions = {}): void {
  const database = openDatabase(path, {
    // Before anything in it is changed, its tables as well.
    admit: (found) => {
      refuseUnfinished(found, path);
      refuseOtherForm(nameOfFile(path), versionOf(found), 'target');
    },
  });
  try {
    fillDatabase(database, demo, options);
  } finally {
    database.close();
  }
}

/** Writes a demo into an open database, in one transaction. */
export function fillDatabase(
  database: Database,
  demo: Demo,
  { isAnew = false, onRow }: FillOptions = {},
): void {
  database
    .transaction(() => {
      if (admitted(nameOfFile(database.name), lookInto(database), isAnew) === 'anew') empty(database);
      database.prepare(ADD_SECRET).run(DEMO_MARK, demo.madeBy);
      const write = createWriting(database);
      for (const row of demo.rows()) {
        write(row);
        onRow?.(row);
      }
    })
    .immediate();
}

const lookInto = (database: Database): Found => ({
  madeBy: database.prepare(SECRET).pluck().get(DEMO_MARK) as string | undefined,
  holdsOthers: database.prepare(HOLDS_OTHERS).get() as Found['holdsOthers'],
});

function empty(database: Database): void {
  for (const { name } of TABLES) database.exec(`DELETE FROM ${name}`);
  database.exec('DELETE FROM sqlite_sequence');
}

function createWriting(database: Database): (row: RecordRow) => void {
  const writing = new Map<RecordTableName, readonly [Statement, readonly string[]]>(
    RECORD_TABLE_NAMES.map((name) => {
      const columns = Object.keys(RECORD_TABLES[name].columns);
      const statement = insertInto(name, () => `VALUES (${columns.map(() => '?').join(', ')})`);
      return [name, [database.prepare(statement), columns]];
    }),
  );
  return ({ table, row }) => {
    const [statement, columns] = writing.get(table)!;
    const values = row as Readonly<Record<string, string | number | null>>;
    statement.run(columns.map((column) => values[column]));
  };
}
