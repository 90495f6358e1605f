import type { Row } from './end.ts';
import type { Table } from './tables.ts';

/**
 * Throws when a row holds something that not every engine keeps as it is. None of ours does: texts of citizens stand
 * in JSON, where NUL and half a character are written as escapes. Bytes that are no UTF-8, which nothing of ours writes
 * either, come as the server reads them.
 */
export function refuseUnfit({ key, columns }: Table, row: Row): void {
  for (const [column, kind] of Object.entries(columns)) {
    const trouble = troubleOf(row[column], kind);
    if (trouble !== undefined)
      throw new Error(
        `${column} of the row with the ${key} ${JSON.stringify(row[key])} holds ${trouble}, which cannot be carried over; correct or delete that row in FROM`,
      );
  }
}

function troubleOf(value: unknown, kind: 'number' | 'text'): string | undefined {
  if (value === null) return undefined;
  if (kind === 'number')
    return Number.isSafeInteger(value) ? undefined : 'something else than a whole number';
  if (typeof value !== 'string') return 'something else than text';
  return value.includes('\0') ? 'a NUL character' : undefined;
}
