/**
 * The database's steps from empty to current, forward only; a step that has been released is never changed.
 * Written in SQL that other engines know too, but for `SERIAL_KEY`.
 */
export const MIGRATIONS: readonly (readonly string[])[] = [
  [
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
];
