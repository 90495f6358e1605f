import type { Examined, Finding } from './examine.ts';

/** What was found of one kind in one column, however often; or a table or column that is not known. */
export interface Gathered extends Omit<Finding, 'row'> {
  readonly rows: number;
  /** The first few of them. */
  readonly first: readonly string[];
}

const FIRST = 5;

/** Puts together what is alike, so that nothing drowns in it. */
export async function gather(
  examining: AsyncGenerator<Finding, Examined>,
): Promise<Examined & { readonly found: number; readonly kinds: readonly Gathered[] }> {
  const kinds = new Map<string, Gathered>();
  for (let found = 0; ; found += 1) {
    const next = await examining.next();
    if (next.done) return { ...next.value, found, kinds: [...kinds.values()] };
    const { row, ...kind } = next.value;
    const key = JSON.stringify([kind.table, kind.column, kind.what]);
    const { rows, first } = kinds.get(key) ?? { rows: 0, first: [] };
    const isShown = row !== undefined && rows < FIRST;
    kinds.set(key, {
      ...kind,
      rows: row === undefined ? rows : rows + 1,
      first: isShown ? [...first, row] : first,
    });
  }
}

/** A line with tabs: where, what, how often, and where first. */
export function lineOf({ table, column = '', what, rows, first }: Gathered): string {
  const more = rows > first.length ? ', …' : '';
  const places = rows === 0 ? [] : [`${rows} ${rows === 1 ? 'row' : 'rows'}: ${first.join(', ')}${more}`];
  return [table, column, what, ...places].join('\t');
}
