/** One step of the tables. */
export interface Step {
  /**
   * Whether programs that know only the steps before can go on working: it adds what they may leave out, and takes and
   * renames nothing. While instances are replaced one after the other, old and new ones work on the same tables.
   */
  readonly keepsOld: boolean;
  readonly statements: readonly Statement[];
}
/** SQL that every engine knows, but for `SERIAL_KEY`; or what one engine alone needs. */
export type Statement = string | { readonly postgres: string };

/** What every anonymous fact has: when, in which channel and language, where, by which link, from which content. */
const COMMON_COLUMNS = `at BIGINT NOT NULL,
        day TEXT NOT NULL,
        channel TEXT NOT NULL,
        locale TEXT NOT NULL,
        place TEXT,
        entry TEXT,
        catalogue_version TEXT NOT NULL,
        is_test INTEGER NOT NULL`;
/** Facts are counted by their days, and go by their age. */
const indexesOf = (facts: string): readonly string[] => [
  `CREATE INDEX ${facts}_day ON ${facts} (day)`,
  `CREATE INDEX ${facts}_at ON ${facts} (at)`,
];

/** The database's steps from empty to current, forward only; a step that has been released is never changed. */
export const MIGRATIONS: readonly Step[] = [
  {
    keepsOld: false,
    statements: [
      // Which events are known: digests without content, kept for 72 hours.
      `CREATE TABLE event_key (key TEXT PRIMARY KEY, at BIGINT NOT NULL)`,
      `CREATE INDEX event_key_at ON event_key (at)`,
      // Events that wait for their turn.
      `CREATE TABLE inbox (
        id SERIAL_KEY,
        channel TEXT NOT NULL,
        conversation TEXT NOT NULL,
        key TEXT NOT NULL,
        activity TEXT NOT NULL,
        accepted_at BIGINT NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0
      )`,
      `CREATE INDEX inbox_conversation ON inbox (conversation, id)`,
      // What is remembered between turns.
      `CREATE TABLE conversation (
        id TEXT PRIMARY KEY,
        channel TEXT NOT NULL,
        memory TEXT NOT NULL,
        heard_at BIGINT NOT NULL
      )`,
      `CREATE INDEX conversation_heard_at ON conversation (heard_at)`,
      `CREATE INDEX conversation_web ON conversation (heard_at) WHERE channel = 'web'`,
      // Calls that wait to be sent.
      `CREATE TABLE outbox (
        id SERIAL_KEY,
        channel TEXT NOT NULL,
        conversation TEXT NOT NULL,
        method TEXT NOT NULL,
        body TEXT NOT NULL,
        kind TEXT NOT NULL,
        written_at BIGINT NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        sending INTEGER NOT NULL DEFAULT 0
      )`,
      `CREATE INDEX outbox_conversation ON outbox (conversation, id)`,
      `CREATE INDEX outbox_written_at ON outbox (written_at)`,
      // What could not be answered or sent, with the reason; its text goes after a day.
      `CREATE TABLE dead_letter (
        id SERIAL_KEY,
        side TEXT NOT NULL,
        channel TEXT NOT NULL,
        conversation TEXT,
        content TEXT,
        reason TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        died_at BIGINT NOT NULL
      )`,
      `CREATE INDEX dead_letter_died_at ON dead_letter (died_at)`,
      // Anonymous facts.
      `CREATE TABLE record (
        id SERIAL_KEY,
        at BIGINT NOT NULL,
        kind TEXT NOT NULL,
        channel TEXT NOT NULL,
        locale TEXT NOT NULL,
        catalogue_version TEXT NOT NULL,
        fields TEXT NOT NULL
      )`,
      `CREATE INDEX record_at ON record (at)`,
      // Written to see whether anything can be written.
      `CREATE TABLE pulse (id INTEGER PRIMARY KEY, at BIGINT NOT NULL)`,
      `INSERT INTO pulse (id, at) VALUES (1, 0)`,
    ],
  },
  {
    keepsOld: true,
    statements: [
      // Secrets that all processes on the database share.
      `CREATE TABLE secret (name TEXT PRIMARY KEY, value TEXT NOT NULL)`,
      // Conversations that wait for a turn (lane 'in') or to be sent something ('out/telegram'): in memory where there
      // is one process, here where there are several. See postgres/line.ts.
      {
        postgres: `CREATE TABLE line (
          lane TEXT NOT NULL,
          conversation TEXT NOT NULL,
          due_at TIMESTAMPTZ NOT NULL,
          holder INTEGER,
          PRIMARY KEY (lane, conversation)
        )`,
      },
      { postgres: `CREATE INDEX line_due ON line (lane, due_at) WHERE holder IS NULL` },
      { postgres: `CREATE INDEX line_held ON line (holder) WHERE holder IS NOT NULL` },
      { postgres: `CREATE SEQUENCE holder AS INTEGER CYCLE` },
    ],
  },
  {
    keepsOld: true,
    statements: [
      // Anonymous facts, each in a row of its kind; see record-tables.ts.
      `CREATE TABLE visit (
        id TEXT PRIMARY KEY,
        visitor TEXT NOT NULL,
        ${COMMON_COLUMNS},
        gender TEXT,
        last_at BIGINT NOT NULL,
        turns INTEGER NOT NULL
      )`,
      ...indexesOf('visit'),
      `CREATE TABLE answer (
        id SERIAL_KEY,
        ${COMMON_COLUMNS},
        outcome TEXT NOT NULL,
        service TEXT,
        aspect TEXT,
        band TEXT NOT NULL
      )`,
      ...indexesOf('answer'),
      `CREATE TABLE rating (
        id TEXT PRIMARY KEY,
        visitor TEXT NOT NULL,
        ${COMMON_COLUMNS},
        office TEXT NOT NULL,
        service TEXT,
        liking TEXT NOT NULL,
        reasons TEXT NOT NULL,
        gender TEXT,
        prompted INTEGER NOT NULL
      )`,
      ...indexesOf('rating'),
      `CREATE TABLE occurrence (
        id SERIAL_KEY,
        ${COMMON_COLUMNS},
        kind TEXT NOT NULL,
        service TEXT
      )`,
      ...indexesOf('occurrence'),
      // What has been published of a closed period, as JSON; never changed. See bot/figures.
      `CREATE TABLE published (
        id TEXT PRIMARY KEY,
        period TEXT NOT NULL,
        block TEXT NOT NULL,
        at BIGINT NOT NULL,
        content TEXT NOT NULL
      )`,
      // The content that records were made with, by its version.
      `CREATE TABLE catalogue (version TEXT PRIMARY KEY, at BIGINT NOT NULL, files TEXT NOT NULL)`,
    ],
  },
];

/** The statements of steps, in the words of an engine. */
export const statementsOf = (
  steps: readonly Step[],
  engine: 'sqlite' | 'postgres',
  serialKey: string,
): string[] =>
  steps
    .flatMap(({ statements }) => statements)
    .flatMap((statement) =>
      typeof statement === 'string' ? statement : engine === 'postgres' ? statement.postgres : [],
    )
    .map((statement) => statement.replace('SERIAL_KEY', serialKey));
