import { isUntold, sizeOf } from '../cell.ts';
import type { TableRow, Told } from '../figure.ts';

/** Stands for values that are listed nowhere, as their facet could not be shown. */
export const UNLISTED = '?';

/** What a sentence may say of a row: that it is the largest, or no more than its number. */
interface Lead {
  readonly first: TableRow;
  readonly standing: 'largest' | 'only' | 'unsure';
}

interface Compared {
  /** The column that is compared. */
  readonly at: number;
  /** The most that is possible in the row of a label. */
  readonly mostOf: (id: string) => number;
  /** The most that is possible for what has no row. */
  readonly unlisted?: number;
}

/** The row with the largest number that is shown, among those who told it if there is one; and whether it is the largest. */
export function leadOf(rows: readonly TableRow[], { at, mostOf, unlisted = 0 }: Compared): Lead | undefined {
  const sizeAt = ({ cells }: TableRow) => sizeOf(cells[at]) ?? 0;
  const first = bySize(rows, at).find((row) => sizeAt(row) > 0);
  if (!first) return undefined;
  const told = rows.filter(({ label }) => !isUntold(label));
  if (rows.length === 1) return { first, standing: 'only' };
  const isShownAlone = isUntold(first.label);
  const least = isShownAlone ? 0 : sizeAt(first);
  const isSure = unlisted <= least && told.every((row) => row === first || mostOf(row.label.id) <= least);
  if (!isSure) return { first, standing: 'unsure' };
  return { first, standing: isShownAlone || told.length === 1 ? 'only' : 'largest' };
}

/** The sentence of a figure about its lead: its own where that is the largest, else the number alone. */
export function sayLead(
  lead: Lead | undefined,
  { at, column }: { readonly at: number; readonly column: string },
  own: (lead: Lead) => Told['says'],
): Pick<Told, 'says' | 'plainly'> {
  const n = lead?.first.cells[at];
  if (!lead || !n) return {};
  const says = lead.standing === 'largest' ? own(lead) : undefined;
  if (says && Object.values(says).every((cell) => !('gap' in cell))) return { says };
  return {
    says: { first: { label: lead.first.label }, n },
    plainly: { as: lead.standing === 'unsure' ? 'unsure' : 'only', column },
  };
}

/** The sentence of a figure about all of it: its own where a share can be told, else how many there are. */
export function sayWhole(own: Told['says'], column: string): Pick<Told, 'says' | 'plainly'> {
  if (!own?.['n'] || Object.values(own).every((cell) => !('gap' in cell))) return { says: own };
  return { says: { n: own['n'] }, plainly: { as: 'counted', column } };
}

/** The greatest first, then what is hidden, last what nobody has told. */
export const bySize = (rows: readonly TableRow[], at = 0): TableRow[] =>
  [...rows].sort(
    (a, b) =>
      Number(isUntold(a.label)) - Number(isUntold(b.label)) ||
      (sizeOf(b.cells[at]) ?? -1) - (sizeOf(a.cells[at]) ?? -1),
  );
