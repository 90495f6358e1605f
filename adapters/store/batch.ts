/** So much is read at a time: little enough to hold, enough that the asking does not count. */
export const BATCH = { rows: 200, characters: 200_000 } as const;
/** So many come first: nobody knows yet how long they are. */
export const FIRST_ROWS = 10;

/** How much a row holds. */
export function charactersOf(row: object): number {
  let characters = 0;
  for (const value of Object.values(row)) characters += typeof value === 'string' ? value.length : 0;
  return characters;
}

/** So many rows are about as much as a batch may hold, when they are like those before. */
export function rowsBehind(rows: readonly object[]): number {
  const characters = rows.reduce((sum, row) => sum + charactersOf(row), 0);
  const fitting = Math.floor((BATCH.characters * rows.length) / Math.max(characters, 1));
  return Math.min(Math.max(fitting, 1), BATCH.rows);
}
