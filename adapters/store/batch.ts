/** So much is read at a time: little enough to hold, enough that the asking does not count. */
export const BATCH = { rows: 200, characters: 200_000 } as const;

/** How much a row holds. */
export function charactersOf(row: object): number {
  let characters = 0;
  for (const value of Object.values(row)) characters += typeof value === 'string' ? value.length : 0;
  return characters;
}
