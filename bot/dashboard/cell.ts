/** What a row or a cell is about: a code, and of which kind it is. The words for it are found when it is shown. */
export interface Label {
  readonly kind: LabelKind;
  readonly id: string;
}
export type LabelKind =
  | 'place'
  | 'office'
  | 'service'
  | 'aspect'
  | 'channel'
  | 'locale'
  | 'gender'
  | 'reason'
  | 'period'
  | 'metric';

/** Is it about what nobody has told? That is counted, but compared with nothing. */
export const isUntold = ({ id }: Label): boolean => /^(none|untold)$|^00|^\d\d00/.test(id);

/** Why there is no number. */
export type Gap =
  /** So few that somebody might be recognised, or needed to keep such a number hidden. */
  | 'hidden'
  /** A share of too few to say anything. */
  | 'too-few'
  /** Not among what is published, for this choice of filters. */
  | 'not-published'
  /** Nobody is counted in it. */
  | 'none'
  /** There is nothing to say. */
  | 'blank'
  /** Cannot be counted yet. */
  | 'later';

/** One cell of a figure's table. `isLeast`: some of what it adds up is hidden, so it is at least that. */
export type Cell =
  | { readonly count: number; readonly isLeast?: true }
  | { readonly share: number }
  | { readonly seconds: number }
  | { readonly label: Label }
  | { readonly gap: Gap };

export const HIDDEN: Cell = { gap: 'hidden' };
export const NOT_PUBLISHED: Cell = { gap: 'not-published' };
export const NONE: Cell = { gap: 'none' };
export const BLANK: Cell = { gap: 'blank' };
export const LATER: Cell = { gap: 'later' };

/** A cell as programs read it: a number, a code, or nothing. Shares are percentages. */
export function plain(cell: Cell): string {
  if ('count' in cell) return String(cell.count);
  if ('share' in cell) return (cell.share * 100).toFixed(1);
  if ('seconds' in cell) return String(Math.round(cell.seconds));
  return 'label' in cell ? cell.label.id : '';
}

/** What a number alone does not tell of a cell; undefined when there is nothing to add. */
export function caveat(cell: Cell): Exclude<Gap, 'blank'> | 'at-least' | undefined {
  if ('gap' in cell) return cell.gap === 'blank' ? undefined : cell.gap;
  return 'count' in cell && cell.isLeast ? 'at-least' : undefined;
}

/** How much a cell counts, to sort and to draw by; what has no number counts nothing. */
export function sizeOf(cell: Cell | undefined): number | undefined {
  if (cell === undefined) return undefined;
  if ('count' in cell) return cell.count;
  return 'share' in cell ? cell.share * 100 : undefined;
}
