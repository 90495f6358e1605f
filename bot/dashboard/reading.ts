import { ALL, blocks, type Cube, monthsOf, quarterOf } from '../figures/index.ts';
import { type Amounts, createAmounts } from './amounts.ts';
import { chosenPlaces, type Selection } from './selection.ts';
import type { Where } from './where.ts';

/** Why a figure cannot be told for a selection. */
export type NotTold =
  /** Nothing was published in this time. */
  | 'no-period'
  /** It is published by quarter, and no whole quarter lies in this time. */
  | 'no-quarter'
  /** It is published for the whole country alone. */
  | 'country-only'
  /** It is not split further by channel, or by language, or by both at once. */
  | 'no-channel'
  | 'no-locale'
  | 'no-channel-and-locale'
  /** It could not be shown without giving away what is hidden. */
  | 'unprotectable'
  /** What it counts cannot be counted yet. */
  | 'later';

/** Part of a block that a selection asks for. */
export interface Slice extends Pick<Where, 'block' | 'periods' | 'rows'> {
  readonly facet?: string;
  readonly value?: string;
}

/** The published figures under a selection. */
export interface Reading extends Amounts {
  readonly selection: Selection;
  /** The totals that are asked for, or why they are not published. */
  readonly slice: (block: BlockId) => Slice | NotTold;
  /** The rows that are asked for, to be split by a facet: so by no other. */
  readonly undivided: (block: BlockId, facet?: string) => Slice | NotTold;
}

export type BlockId = (typeof blocks)[number]['id'];

const COUNTRY: readonly string[] = [ALL];
const BY_PLACE = new Set(['places', 'offices']);

/** Reads published figures as a selection asks for them. */
export function createReading(cube: Cube, selection: Selection): Reading {
  const { channel, locale } = selection;
  const part = (id: BlockId): Slice | NotTold => {
    const spec = blocks.find((block) => block.id === id);
    const places = chosenPlaces(selection);
    const periods = periodsWithin(cube.periods(id), selection);
    if (periods.length === 0) return spec?.grain === 'quarter' ? 'no-quarter' : 'no-period';
    if (places && !BY_PLACE.has(spec?.rows ?? '')) return 'country-only';
    return { block: id, periods, rows: places ?? COUNTRY };
  };
  return {
    ...createAmounts(cube),
    selection,
    slice: (id) => {
      const slice = part(id);
      if (typeof slice === 'string') return slice;
      if (channel !== undefined && locale !== undefined) return 'no-channel-and-locale';
      if (channel !== undefined) return filtered(slice, 'channel', channel);
      return locale === undefined ? slice : filtered(slice, 'locale', locale);
    },
    undivided: (id, facet) => {
      const slice = part(id);
      if (typeof slice === 'string') return slice;
      if (channel !== undefined && facet !== 'channel') return 'no-channel';
      return locale !== undefined && facet !== 'locale' ? 'no-locale' : slice;
    },
  };
}

/** Periods of which every month was chosen. */
const periodsWithin = (periods: readonly string[], { from, to }: Selection): string[] =>
  periods.filter((period) => monthsOf(period).every((month) => month >= from && month <= to));

function filtered(slice: Slice, facet: 'channel' | 'locale', value: string): Slice | NotTold {
  const spec = blocks.find(({ id }) => id === slice.block);
  if (!spec?.facets.some(({ id }) => id === facet)) return `no-${facet}`;
  return { ...slice, facet, value };
}

/** A slice cut into months, quarters or years. */
export function cut(
  slice: Slice,
  { grain }: Selection,
): readonly { readonly id: string; readonly slice: Slice }[] {
  const nameOf = {
    month: (month: string) => month,
    quarter: quarterOf,
    year: (month: string) => month.slice(0, 4),
  };
  const names = [...new Set(slice.periods.map(nameOf[grain]))];
  return names.map((id) => ({
    id,
    slice: { ...slice, periods: slice.periods.filter((month) => nameOf[grain](month) === id) },
  }));
}
