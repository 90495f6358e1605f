import type { Horizon } from '../store.ts';
import type { Database } from './database.ts';

/** So many rows at a time, so that nobody waits long behind a sweep. */
const MOST = 2_000;

const RULES: readonly { readonly what: keyof Horizon; readonly statement: string }[] = [
  {
    what: 'keys',
    statement: 'DELETE FROM event_key WHERE key IN (SELECT key FROM event_key WHERE at < ? LIMIT ?)',
  },
  {
    what: 'webConversations',
    statement: `DELETE FROM conversation WHERE id IN
      (SELECT id FROM conversation WHERE channel = 'web' AND heard_at < ? LIMIT ?)`,
  },
  {
    what: 'conversations',
    statement: `DELETE FROM conversation WHERE id IN (SELECT id FROM conversation WHERE heard_at < ? LIMIT ?)`,
  },
  {
    what: 'deadTexts',
    statement: `UPDATE dead_letter SET content = NULL, conversation = NULL WHERE id IN
      (SELECT id FROM dead_letter WHERE died_at < ? AND conversation IS NOT NULL LIMIT ?)`,
  },
  {
    what: 'deadLetters',
    statement: 'DELETE FROM dead_letter WHERE id IN (SELECT id FROM dead_letter WHERE died_at < ? LIMIT ?)',
  },
  {
    what: 'records',
    statement: 'DELETE FROM record WHERE id IN (SELECT id FROM record WHERE at < ? LIMIT ?)',
  },
];

/** Deletes a bounded part of what is too old; true when there may be more. */
export function createSweep(database: Database): (horizon: Horizon) => boolean {
  const rules = RULES.map(({ what, statement }) => ({ what, run: database.prepare(statement) }));
  return (horizon) => {
    const changed = rules.map(({ what, run }) => run.run(horizon[what], MOST).changes);
    return changed.some((count) => count === MOST);
  };
}
