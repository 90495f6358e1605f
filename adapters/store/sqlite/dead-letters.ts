import type { DeadLetter } from '../../store.ts';
import { type LetterRow, letterOf, valuesBack } from '../letters.ts';
import { ADD_CALL, ADD_EVENT, DEAD_LETTERS, REMOVE_LETTER, REVIVABLE } from '../statements.ts';
import type { Database } from './database.ts';

/** What could not be answered or sent, oldest first. */
export function listDeadLetters(database: Database, most: number): DeadLetter[] {
  return (database.prepare(DEAD_LETTERS).all(most) as LetterRow[]).map(letterOf);
}

/**
 * Puts dead letters back into the inbox or outbox; the lines hear of it through `reline`. Those whose text is gone
 * stay. Tells how many went back.
 */
export function reviveDeadLetters(database: Database, ids: readonly number[], at: number): number {
  const find = database.prepare(REVIVABLE);
  const remove = database.prepare(REMOVE_LETTER);
  const letters = ids.flatMap((id) => (find.get(id) as LetterRow | undefined) ?? []);
  for (const letter of letters) {
    database.prepare(letter.side === 'in' ? ADD_EVENT : ADD_CALL).run(...valuesBack(letter, at));
    remove.run(letter.id);
  }
  return letters.length;
}
