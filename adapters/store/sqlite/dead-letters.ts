import type { DeadLetter } from '../../store.ts';
import type { Database } from './database.ts';

interface LetterRow {
  readonly id: number;
  readonly side: 'in' | 'out';
  readonly channel: string;
  readonly conversation: string | null;
  readonly content: string | null;
  readonly reason: string;
  readonly attempts: number;
  readonly died_at: number;
}

/** What could not be answered or sent, oldest first. */
export function listDeadLetters(database: Database, most: number): DeadLetter[] {
  const rows = database.prepare('SELECT * FROM dead_letter ORDER BY id LIMIT ?').all(most) as LetterRow[];
  return rows.map(({ conversation, content, died_at, ...row }) => ({
    ...row,
    diedAt: died_at,
    whole: conversation !== null && content !== null,
  }));
}

/**
 * Puts dead letters back into the inbox or outbox; the lines hear of it through `reline`. Those whose text is gone
 * stay. Tells how many went back.
 */
export function reviveDeadLetters(database: Database, ids: readonly number[], at: number): number {
  const find = database.prepare(
    'SELECT * FROM dead_letter WHERE id = ? AND content IS NOT NULL AND conversation IS NOT NULL',
  );
  const remove = database.prepare('DELETE FROM dead_letter WHERE id = ?');
  const letters = ids.flatMap((id) => (find.get(id) as LetterRow | undefined) ?? []);
  for (const letter of letters) {
    const content = JSON.parse(letter.content ?? '');
    if (letter.side === 'in') backIn(database, letter, content, at);
    else backOut(database, letter, content, at);
    remove.run(letter.id);
  }
  return letters.length;
}

function backIn(
  database: Database,
  { channel, conversation }: LetterRow,
  { key, activity }: { readonly key: string; readonly activity: object },
  at: number,
): void {
  database
    .prepare('INSERT INTO inbox (channel, conversation, key, activity, accepted_at) VALUES (?, ?, ?, ?, ?)')
    .run(channel, conversation, key, JSON.stringify(activity), at);
}

function backOut(
  database: Database,
  { channel, conversation }: LetterRow,
  { method, body, kind }: { readonly method: string; readonly body: object; readonly kind: string },
  at: number,
): void {
  database
    .prepare(
      'INSERT INTO outbox (channel, conversation, method, body, kind, written_at) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .run(channel, conversation, method, JSON.stringify(body), kind, at);
}
