import type { PublishedBlock, PublishedCell } from './published.ts';

/** Something that a published block tells and should not. */
export interface Finding extends Omit<PublishedCell, 'n'> {
  readonly kind: /** A small count is shown. */
    | 'small'
    /** A hidden count can be computed. */
    | 'exact'
    /** A hidden count can be told within less than the threshold. */
    | 'narrow'
    /** The figures do not add up. */
    | 'contradiction';
  /** What the count can be, for whoever has the published figures. */
  readonly low: number;
  readonly high: number;
}

/** A finding of one block, which the finding itself need not name. */
export const findingIn = (
  { period, block }: PublishedBlock,
  finding: Omit<Finding, 'period' | 'block'>,
): Finding => ({ period, block, ...finding });

/** A finding in one line. */
export const told = ({ kind, block, period, row, facet, value, measure, low, high }: Finding): string =>
  `${block} ${period}: ${measure} of ${[row, facet, value].filter(Boolean).join(' ')} is ${kind} (${low} to ${high})`;
