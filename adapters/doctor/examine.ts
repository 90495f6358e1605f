import { DEMO_MARK } from '../demo-mark.ts';
import type { Reader } from '../reader.ts';
import { KNOWN, type Look, lookAt, OF_CONVERSATIONS } from './known.ts';
import { createFilesLook } from './packed-files.ts';
import { personalIn, personalInId } from './personal.ts';
import { platformIdsIn, readPlatformIds } from './platform-ids.ts';
import { SHAPES, type ShapeName } from './shape.ts';
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
  const marks = await reader.ask('SELECT name FROM secret WHERE name = ?', [DEMO_MARK]);
  const around = { foundIn: await createLook(reader), isDemo: marks.length > 0 };
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
        yield* inRow(table, row, nth, around);
      }
  }
  return { tables, rows };
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

interface Around {
  readonly foundIn: FoundIn;
  readonly isDemo: boolean;
}

async function* inRow(
  table: string,
  row: Row,
  nth: number,
  { foundIn, isDemo }: Around,
): AsyncGenerator<Finding> {
  for (const [column, value] of Object.entries(row)) {
    if (value === null) continue;
    for (const what of await foundIn(value, lookAt(table, column, row, isDemo)))
      yield { table, column, row: nameOf(table, row, nth), what };
  }
}

/** Where words of a citizen could stand and have the right shape all the same, and the part that is looked through. */
const OF_IDS: Partial<Record<ShapeName, (value: string) => string>> = {
  id: (value) => value,
  entry: (value) => value,
  // What is before is a day, a digest and a place.
  rating: (value) => value.slice(value.lastIndexOf('/') + 1),
};

type FoundIn = (value: string | number, look: Look) => Promise<readonly string[]>;

async function createLook(reader: Reader): Promise<FoundIn> {
  const isPlatformId = await readPlatformIds(reader);
  const inFiles = createFilesLook(isPlatformId);
  return async (value, look) => {
    if (look === 'files') return inFiles(String(value));
    const texts = look === 'json' ? textsIn(value) : [String(value)];
    const found = look === 'text' || look === 'json' ? texts.flatMap(personalIn) : inShape(value, look);
    const ids = typeof value === 'string' ? await platformIdsIn(texts, isPlatformId) : [];
    return [...new Set([...found, ...ids])];
  };
}

/** What is found in a value that has one right shape. */
function inShape(value: string | number, look: ShapeName): readonly string[] {
  if (SHAPES[look](value)) return personalInId(OF_IDS[look]?.(String(value)) ?? '');
  const personal = personalIn(String(value));
  return personal.length > 0 ? personal : [`not a ${look}`];
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

/** An id in which nothing is found says nothing of a person. */
function nameOf(table: string, row: Row, nth: number): string {
  const [column = 'id'] = ['id', 'version', 'key', 'name'].filter((one) => one in row);
  const [id, look] = [row[column], KNOWN[table]?.[column]];
  const hasShape = id !== null && id !== undefined && look !== undefined && look in SHAPES;
  const isRight = hasShape && inShape(id, look as ShapeName).length === 0;
  return isRight ? String(id) : `number ${nth} as it is read`;
}
