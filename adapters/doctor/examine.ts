import type { Reader } from '../reader.ts';
import { KNOWN, type Look, OF_CONVERSATIONS } from './known.ts';
import { createFilesLook } from './packed-files.ts';
import { personalIn } from './personal.ts';
import { platformIdsIn, readPlatformIds } from './platform-ids.ts';
import { SHAPES } from './shape.ts';
import { type Engine, structureOf } from './structure.ts';

/** What stands where it should not; never the text itself. */
export interface Finding {
  readonly table: string;
  readonly column?: string;
  /** The row's id, or its number in the order of reading where the id is what was found. */
  readonly row?: string;
  readonly what: string;
}
/** How much was looked at. */
export interface Examined {
  readonly tables: number;
  readonly rows: number;
}

type Value = string | number | null;
type Row = Readonly<Record<string, Value>>;

/** Looks through the whole database, but for conversations while they last. */
export async function* examine(reader: Reader, engine: Engine): AsyncGenerator<Finding, Examined> {
  const foundIn = await createLook(reader);
  let [tables, rows] = [0, 0];
  for (const [table, columns] of await structureOf(reader, engine)) {
    if ((OF_CONVERSATIONS as readonly string[]).includes(table)) continue;
    tables += 1;
    let nth = 0;
    for (const column of KNOWN[table] ? columns.filter((one) => !KNOWN[table]?.[one]) : [])
      yield { table, column, what: 'a column that is not known' };
    if (!KNOWN[table]) yield { table, what: 'a table that is not known' };
    for await (const batch of reader.stream<Row>(
      `SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(table)}`,
    ))
      for (const row of batch) {
        rows += 1;
        nth += 1;
        yield* inRow(table, row, nth, foundIn);
      }
  }
  return { tables, rows };
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

async function* inRow(table: string, row: Row, nth: number, foundIn: FoundIn): AsyncGenerator<Finding> {
  for (const [column, value] of Object.entries(row)) {
    if (value === null) continue;
    // What is not known is looked at as a text.
    for (const what of await foundIn(value, KNOWN[table]?.[column] ?? 'text'))
      yield { table, column, row: nameOf(table, row, nth), what };
  }
}

type FoundIn = (value: string | number, look: Look) => Promise<readonly string[]>;

async function createLook(reader: Reader): Promise<FoundIn> {
  const isPlatformId = await readPlatformIds(reader);
  const inFiles = createFilesLook(isPlatformId);
  return async (value, look) => {
    if (look === 'files') return inFiles(String(value));
    const isText = look === 'text' || look === 'json';
    const texts = look === 'json' ? textsIn(value) : [String(value)];
    const shapeless = !isText && !SHAPES[look](value) ? [`not a ${look}`] : [];
    const personal = !isText && shapeless.length === 0 ? [] : texts.flatMap(personalIn);
    const ids = typeof value === 'string' ? await platformIdsIn(texts, isPlatformId) : [];
    return [...new Set([...(personal.length > 0 ? personal : shapeless), ...ids])];
  };
}

/** All texts of a JSON, names as well; one that is none is a text itself. */
function textsIn(value: string | number): string[] {
  try {
    const texts: string[] = [];
    JSON.parse(String(value), (name, inner) => {
      texts.push(name);
      if (typeof inner === 'string') texts.push(inner);
      return inner;
    });
    return texts;
  } catch {
    return [String(value)];
  }
}

/** An id of the right shape says nothing of a person. */
function nameOf(table: string, row: Row, nth: number): string {
  const [column = 'id'] = ['id', 'version', 'key', 'name'].filter((one) => one in row);
  const [id, look] = [row[column], KNOWN[table]?.[column]];
  const isRight = id !== null && id !== undefined && look !== undefined && look in SHAPES;
  return isRight && SHAPES[look as keyof typeof SHAPES](id) ? String(id) : `number ${nth} as it is read`;
}
