/** The table that stands in a database for as long as a move into it has not ended. Its row names the source. */
export const UNFINISHED_MOVE = 'unfinished_move';

/** Half of what was moved would be missing: nobody works on it. */
export const stillMoving = (database: string): string =>
  `The database ${database} is the target of a move that has not ended. Run npm run move again: it goes on where it stopped.`;
