import type { DeadLetter } from '../store.ts';

/** A dead letter as it stands in its table. */
export interface LetterRow {
  readonly id: number;
  readonly side: 'in' | 'out';
  readonly channel: string;
  readonly conversation: string | null;
  readonly content: string | null;
  readonly reason: string;
  readonly attempts: number;
  readonly died_at: number;
}

export const letterOf = ({ conversation, content, died_at, ...row }: LetterRow): DeadLetter => ({
  ...row,
  diedAt: died_at,
  whole: conversation !== null && content !== null,
});

/** The values that `ADD_EVENT` or `ADD_CALL` takes to put a letter back into its line. */
export function valuesBack({ side, channel, conversation, content }: LetterRow, at: number): unknown[] {
  const held = JSON.parse(content ?? '');
  return side === 'in'
    ? [channel, conversation, held.key, JSON.stringify(held.activity), at]
    : [channel, conversation, held.method, JSON.stringify(held.body), held.kind, at];
}
