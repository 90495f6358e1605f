import { ARCHIVE_TABLES, RECORD_TABLES } from '../../adapters/store/record-tables.ts';

/** A table that a move carries, and its columns as both engines have them. */
export interface Table {
  readonly name: string;
  /** Tells a row from every other, and is the order in which they are carried. */
  readonly key: string;
  readonly columns: Readonly<Record<string, 'number' | 'text'>>;
}

/** Anonymous facts: those that the engine numbers, and those that name what they are about. */
const FACTS = (['visit', 'answer', 'rating', 'occurrence'] as const).map(
  (name): Table => ({ name, key: 'id', columns: { id: 'number', ...typed(RECORD_TABLES[name].columns) } }),
);

function typed(columns: Readonly<Record<string, string>>): Table['columns'] {
  return Object.fromEntries(
    Object.entries(columns).map(([column, type]) => [column, type === 'TEXT' ? 'text' : 'number']),
  );
}

/** Every table of the store but those of `STAYS`. A test compares both lists with the tables of both engines. */
export const TABLES: readonly Table[] = [
  { name: 'event_key', key: 'key', columns: { key: 'text', at: 'number' } },
  {
    name: 'inbox',
    key: 'id',
    columns: {
      id: 'number',
      channel: 'text',
      conversation: 'text',
      key: 'text',
      activity: 'text',
      accepted_at: 'number',
      attempts: 'number',
    },
  },
  {
    name: 'conversation',
    key: 'id',
    columns: { id: 'text', channel: 'text', memory: 'text', heard_at: 'number' },
  },
  {
    name: 'outbox',
    key: 'id',
    columns: {
      id: 'number',
      channel: 'text',
      conversation: 'text',
      method: 'text',
      body: 'text',
      kind: 'text',
      written_at: 'number',
      attempts: 'number',
      sending: 'number',
    },
  },
  {
    name: 'dead_letter',
    key: 'id',
    columns: {
      id: 'number',
      side: 'text',
      channel: 'text',
      conversation: 'text',
      content: 'text',
      reason: 'text',
      attempts: 'number',
      died_at: 'number',
    },
  },
  {
    name: 'record',
    key: 'id',
    columns: {
      id: 'number',
      at: 'number',
      kind: 'text',
      channel: 'text',
      locale: 'text',
      catalogue_version: 'text',
      fields: 'text',
    },
  },
  ...FACTS,
  { name: 'published', key: 'id', columns: typed(ARCHIVE_TABLES.published) },
  { name: 'catalogue', key: 'version', columns: typed(ARCHIVE_TABLES.catalogue) },
  { name: 'secret', key: 'name', columns: { name: 'text', value: 'text' } },
];

/** What is not carried, and why. */
export const STAYS: Readonly<Record<string, string>> = {
  pulse: 'says nothing',
  line: 'is built from the inbox and the outbox',
  schema_version: 'is the target’s own',
  sqlite_sequence: 'is carried as counters',
};

export const columnsOf = ({ columns }: Table): string => Object.keys(columns).join(', ');
/** Whether the engine numbers the rows itself, and must go on behind the last number. */
export const isNumbered = ({ key, columns }: Table): boolean => columns[key] === 'number';
