/** Statements of both engines. Values stand where a `?` is; PostgreSQL counts them, see `numbered`. */

/** Tables that hold something of a conversation, but for itself. */
export const OF_CONVERSATION = ['inbox', 'outbox', 'dead_letter'] as const;

export const ADD_EVENT =
  'INSERT INTO inbox (channel, conversation, key, activity, accepted_at) VALUES (?, ?, ?, ?, ?)';
export const ADD_CALL =
  'INSERT INTO outbox (channel, conversation, method, body, kind, written_at) VALUES (?, ?, ?, ?, ?, ?)';
export const MEMORY = 'SELECT memory FROM conversation WHERE id = ?';
export const PULSE = 'UPDATE pulse SET at = ? WHERE id = 1';
const LETTER = 'SELECT id, side, channel, conversation, content, reason, attempts, died_at FROM dead_letter';
export const DEAD_LETTERS = `${LETTER} ORDER BY id LIMIT ?`;
export const REVIVABLE = `${LETTER} WHERE id = ? AND content IS NOT NULL AND conversation IS NOT NULL`;
export const REMOVE_LETTER = 'DELETE FROM dead_letter WHERE id = ?';
export const REPORTS = "SELECT * FROM record WHERE kind = 'content_report' ORDER BY id";
export const ADD_SECRET = 'INSERT INTO secret (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING';
export const SECRET = 'SELECT value FROM secret WHERE name = ?';

export const OPEN_EVENTS = 'SELECT count(*) AS events, min(accepted_at) AS oldest FROM inbox';
export const OPEN_CALLS = 'SELECT channel, count(*) AS calls FROM outbox GROUP BY channel';
export const COUNT_DEAD = 'SELECT count(*) AS letters FROM dead_letter';
export const COUNT_CONVERSATIONS = 'SELECT count(*) AS conversations FROM conversation';

/** A statement with its values counted: $1, $2 … */
export function numbered(statement: string): string {
  let count = 0;
  return statement.replaceAll('?', () => `$${++count}`);
}
