import { DEMO_VERSION } from '../../adapters/demo-mark.ts';
import { TABLES } from '../move/tables.ts';

/** Tables of invented facts; a server on a demo adds what is published of them. */
const FACTS = ['visit', 'answer', 'rating', 'occurrence'] as const;
/** What a server leaves behind that nobody has written to. */
const OF_SERVERS = ['published', 'catalogue', 'secret'] as const;

/** For either engine: a row with a column for each table, true when it holds what no demo wrote. */
export const HOLDS_OTHERS = `SELECT ${TABLES.map(
  ({ name }) =>
    `EXISTS (SELECT 1 FROM ${name} ${isOneOf(FACTS, name) ? `WHERE catalogue_version <> '${DEMO_VERSION}'` : ''}) AS ${name}`,
).join(', ')}`;

/** What is found in a database that is to be filled. */
export interface Found {
  /** What made the demo that is there. */
  readonly madeBy: string | undefined;
  /** By table: whether there is something that no demo wrote. */
  readonly holdsOthers: Readonly<Record<string, unknown>>;
}

/** Whether a demo may be written into a database. Throws a sentence when something else is there, or a demo already. */
export function admitted(name: string, { madeBy, holdsOthers }: Found, isAnew: boolean): 'begin' | 'anew' {
  const others = Object.keys(holdsOthers).filter(
    (table) => holdsOthers[table] && !(madeBy !== undefined && isOneOf(OF_SERVERS, table)),
  );
  if (others.length > 0)
    throw new Error(
      `${name} is not a demo alone: something else is in ${others.join(', ')}. Nothing was changed. Name a new database with --database.`,
    );
  if (madeBy === undefined) return 'begin';
  if (isAnew) return 'anew';
  throw new Error(
    `${name} holds a demo already (${madeBy}). Nothing was changed. Replace it with --anew, or name a new database with --database.`,
  );
}

function isOneOf(names: readonly string[], name: string): boolean {
  return names.includes(name);
}
