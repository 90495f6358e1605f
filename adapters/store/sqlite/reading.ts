import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { BATCH, charactersOf } from '../batch.ts';
import { MIGRATIONS } from '../migrations.ts';
import { olderForm } from '../older-form.ts';
import { refuseUnfinished, versionOf } from './database.ts';

type Values = readonly unknown[];
type Rows = readonly object[];

/** What can be asked of a database file that nothing is written to. */
export interface Reading {
  readonly ask: (statement: string, values: Values) => Rows;
  /** Begins a stream under a number, which sees the database as it is now. */
  readonly begin: (stream: number, statement: string, values: Values) => Rows;
  /** The stream's next batch; empty: there are no more. */
  readonly next: (stream: number) => Rows;
  /** Lets go of a stream; no effect on one that is not there. */
  readonly end: (stream: number) => Rows;
  readonly close: () => Rows;
}

interface Stream {
  readonly database: Database.Database;
  readonly rows: IterableIterator<unknown>;
}
const NONE: Rows = [];

/** Opens a file beside whoever serves it. Throws a sentence when there is none, or it is not to be worked on. */
export function openReading(path: string): Reading {
  const database = connect(path);
  const streams = new Map<number, Stream>();
  const end = (number: number): Rows => {
    const stream = streams.get(number);
    streams.delete(number);
    stream?.rows.return?.();
    stream?.database.close();
    return NONE;
  };
  return {
    ask: (statement, values) => prepared(database, statement).all(...values) as Rows,
    begin: (number, statement, values) => {
      streams.set(number, begun(path, statement, values));
      return NONE;
    },
    next: (number) => {
      const stream = streams.get(number);
      const batch = stream ? batchOf(stream.rows) : NONE;
      if (batch.length === 0) end(number);
      return batch;
    },
    end,
    close: () => {
      for (const number of [...streams.keys()]) end(number);
      database.close();
      return NONE;
    },
  };
}

/** A connection of its own: it holds the state that it sees, and no other reading is held by it. */
function begun(path: string, statement: string, values: Values): Stream {
  const database = new Database(path, { readonly: true, timeout: 5_000 });
  try {
    // Pages are read once and not again.
    database.pragma('cache_size = -1000');
    return { database, rows: prepared(database, statement).iterate(...values) };
  } catch (error) {
    database.close();
    throw error;
  }
}

function connect(path: string): Database.Database {
  if (!existsSync(path))
    throw new Error(`There is no database ${path}. Start the server once, or set DATABASE_URL.`);
  const database = new Database(path, { readonly: true, timeout: 5_000 });
  try {
    refuseUnfinished(database, path);
    if (versionOf(database) < MIGRATIONS.length) throw new Error(olderForm(path));
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function prepared(database: Database.Database, statement: string): Database.Statement {
  const ready = database.prepare(statement);
  if (!ready.reader) throw new Error('nothing can be written by a reader');
  return ready;
}

function batchOf(rows: IterableIterator<unknown>): Rows {
  const batch: object[] = [];
  for (let characters = 0; batch.length < BATCH.rows && characters < BATCH.characters; ) {
    const { done, value } = rows.next() as IteratorResult<object>;
    if (done) break;
    batch.push(value);
    characters += charactersOf(value);
  }
  return batch;
}
