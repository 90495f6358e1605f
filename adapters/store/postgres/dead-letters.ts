import type { DeadLetter } from '../../store.ts';
import { type LetterRow, letterOf, valuesBack } from '../letters.ts';
import { ADD_CALL, ADD_EVENT, DEAD_LETTERS, numbered, REMOVE_LETTER, REVIVABLE } from '../statements.ts';
import { IN, JOIN, laneOf } from './line.ts';
import type { Sessions } from './sessions.ts';

export const createDeadLetters = ({ ask, together }: Pick<Sessions, 'ask' | 'together'>) => ({
  deadLetters: async (most: number): Promise<readonly DeadLetter[]> =>
    (await ask<LetterRow>(numbered(DEAD_LETTERS), [most])).map(letterOf),

  /** Each in a transaction of its own: what went back has gone back, whatever happens to the next. */
  revive: async (ids: readonly number[], now: number): Promise<number> => {
    let revived = 0;
    for (const id of ids)
      revived += await together(async (client) => {
        const { rows } = await client.query(`${numbered(REVIVABLE)} FOR UPDATE`, [id]);
        const letter = rows[0] as LetterRow | undefined;
        if (!letter) return 0;
        const isEvent = letter.side === 'in';
        const lane = isEvent ? IN : laneOf(letter.channel);
        await client.query(JOIN, [lane, [letter.conversation]]);
        await client.query(numbered(isEvent ? ADD_EVENT : ADD_CALL), valuesBack(letter, now));
        await client.query(numbered(REMOVE_LETTER), [id]);
        return 1;
      });
    return revived;
  },
});
