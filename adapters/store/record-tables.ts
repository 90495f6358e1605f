/** A table of records: what a turn adds to it, and what happens when it says something about the same thing again. */
interface RecordTable {
  /** In the words of PostgreSQL; SQLite takes them as they are. */
  readonly columns: Readonly<Record<string, 'TEXT' | 'BIGINT' | 'INTEGER'>>;
  /** Set where a row of the same id stands already; else nothing does. */
  readonly again?: string;
}

const COMMON = {
  at: 'BIGINT',
  day: 'TEXT',
  channel: 'TEXT',
  locale: 'TEXT',
  place: 'TEXT',
  entry: 'TEXT',
  catalogue_version: 'TEXT',
  is_test: 'INTEGER',
} as const;

/** Tables of anonymous facts, and what is written into them. `day` is a day in Phnom Penh, `at` milliseconds UTC. */
export const RECORD_TABLES = {
  /** Everybody who wrote on a day: from the first turn to the last. */
  visit: {
    columns: { id: 'TEXT', visitor: 'TEXT', ...COMMON, gender: 'TEXT', last_at: 'BIGINT', turns: 'INTEGER' },
    again: `last_at = excluded.last_at, turns = visit.turns + 1, locale = excluded.locale,
      place = COALESCE(excluded.place, visit.place), entry = COALESCE(visit.entry, excluded.entry),
      gender = COALESCE(excluded.gender, visit.gender)`,
  },
  /** How a question ended. */
  answer: { columns: { ...COMMON, outcome: 'TEXT', service: 'TEXT', aspect: 'TEXT', band: 'TEXT' } },
  /** One of a visitor, an office and the day on which it was begun: the last one counts. */
  rating: {
    columns: {
      id: 'TEXT',
      visitor: 'TEXT',
      ...COMMON,
      office: 'TEXT',
      service: 'TEXT',
      liking: 'TEXT',
      reasons: 'TEXT',
      gender: 'TEXT',
      prompted: 'INTEGER',
    },
    // When it was begun stays: what is added after midnight leaves it in its day.
    again: `service = excluded.service, liking = excluded.liking, reasons = excluded.reasons,
      gender = excluded.gender, locale = excluded.locale, catalogue_version = excluded.catalogue_version`,
  },
  /** What happened and is only counted. */
  occurrence: { columns: { ...COMMON, kind: 'TEXT', service: 'TEXT' } },
  /** What citizens typed, scrubbed; gone after 90 days. */
  record: {
    columns: {
      at: 'BIGINT',
      kind: 'TEXT',
      channel: 'TEXT',
      locale: 'TEXT',
      catalogue_version: 'TEXT',
      fields: 'TEXT',
    },
  },
} as const satisfies Readonly<Record<string, RecordTable>>;
export type RecordTableName = keyof typeof RECORD_TABLES;

type Value<Type> = (Type extends 'TEXT' ? string : number) | null;
/** A row for a table of records, every column of it. */
export type RecordRow = {
  readonly [Name in RecordTableName]: {
    readonly table: Name;
    readonly row: {
      readonly [Column in keyof (typeof RECORD_TABLES)[Name]['columns']]: Value<
        (typeof RECORD_TABLES)[Name]['columns'][Column]
      >;
    };
  };
}[RecordTableName];

export const RECORD_TABLE_NAMES = Object.keys(RECORD_TABLES) as readonly RecordTableName[];

/** Tables of what is kept for good: what was published of a period, and the content that answers came from. */
export const ARCHIVE_TABLES = {
  published: { id: 'TEXT', period: 'TEXT', block: 'TEXT', at: 'BIGINT', content: 'TEXT' },
  catalogue: { version: 'TEXT', at: 'BIGINT', files: 'TEXT' },
} as const satisfies Readonly<Record<string, RecordTable['columns']>>;
export type ArchiveRow = {
  readonly [Name in keyof typeof ARCHIVE_TABLES]: {
    readonly table: Name;
    readonly row: {
      readonly [Column in keyof (typeof ARCHIVE_TABLES)[Name]]: NonNullable<
        Value<(typeof ARCHIVE_TABLES)[Name][Column]>
      >;
    };
  };
}[keyof typeof ARCHIVE_TABLES];

/** Keeps a row for good, and its values. */
export function archiving({ table, row }: ArchiveRow): readonly [statement: string, values: unknown[]] {
  const columns = Object.keys(ARCHIVE_TABLES[table]);
  const marks = columns.map(() => '?').join(', ');
  return [
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks}) ON CONFLICT DO NOTHING`,
    columns.map((column) => (row as Readonly<Record<string, unknown>>)[column]),
  ];
}

/**
 * Adds rows to a table of records.
 * @param values where the rows come from, for the columns in their order: `VALUES (…)` or a query
 */
export function insertInto(name: RecordTableName, values: (columns: readonly string[]) => string): string {
  const { columns, again }: RecordTable = RECORD_TABLES[name];
  const names = Object.keys(columns);
  const repeated = again === undefined ? '' : ` ON CONFLICT (id) DO UPDATE SET ${again}`;
  return `INSERT INTO ${name} (${names.join(', ')}) ${values(names)}${repeated}`;
}
