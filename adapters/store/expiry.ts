import type { Horizon } from '../store.ts';

/** How the name of a month's secret for visitors' numbers begins. */
export const VISITOR_KEY = 'visitors ';

/** So many rows at a time, so that nobody waits long behind a sweep. */
export const MOST = 2_000;

/**
 * What is deleted when it is too old: the values are the horizon, once more the horizon, and the most rows. What is
 * written meanwhile is not too old any more.
 */
export const RULES: readonly {
  readonly what: Exclude<keyof Horizon, 'calls' | 'visitorKeys'>;
  readonly statement: string;
}[] = [
  {
    what: 'keys',
    statement: `DELETE FROM event_key WHERE at < ? AND key IN
      (SELECT key FROM event_key WHERE at < ? LIMIT ?)`,
  },
  {
    what: 'webConversations',
    statement: `DELETE FROM conversation WHERE heard_at < ? AND id IN
      (SELECT id FROM conversation WHERE channel = 'web' AND heard_at < ? LIMIT ?)`,
  },
  {
    what: 'conversations',
    statement: `DELETE FROM conversation WHERE heard_at < ? AND id IN
      (SELECT id FROM conversation WHERE heard_at < ? LIMIT ?)`,
  },
  {
    what: 'deadTexts',
    statement: `UPDATE dead_letter SET content = NULL, conversation = NULL WHERE died_at < ? AND id IN
      (SELECT id FROM dead_letter WHERE died_at < ? AND conversation IS NOT NULL LIMIT ?)`,
  },
  {
    what: 'deadLetters',
    statement: `DELETE FROM dead_letter WHERE died_at < ? AND id IN
      (SELECT id FROM dead_letter WHERE died_at < ? LIMIT ?)`,
  },
  {
    what: 'texts',
    statement: `DELETE FROM record WHERE at < ? AND id IN (SELECT id FROM record WHERE at < ? LIMIT ?)`,
  },
  ...(['visit', 'answer', 'rating', 'occurrence'] as const).map((table) => ({
    what: 'facts' as const,
    statement: `DELETE FROM ${table} WHERE at < ? AND id IN (SELECT id FROM ${table} WHERE at < ? LIMIT ?)`,
  })),
];

/** Without it nobody can tell any more whose a visitor's number was. The value is the name of the oldest that stays. */
export const DESTROY_KEYS = `DELETE FROM secret WHERE name < ? AND name LIKE '${VISITOR_KEY}%'`;

/** Calls that nobody waits for any more, but for those on their way: the values are the horizon and the most rows. */
export const EXPIRED = 'SELECT id FROM outbox WHERE written_at < ? AND sending = 0 ORDER BY id LIMIT ?';
