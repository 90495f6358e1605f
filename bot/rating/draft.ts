import { markOf } from '../mark.ts';
import type { Gender, Liking, RatingRecord, Reason } from '../records/index.ts';

/** A rating while it is being given: what was said so far. */
export interface RatingDraft {
  readonly service?: string;
  /** The kind of office and, by its code, the place it stands in. */
  readonly office?: string;
  readonly place?: string;
  readonly liking?: Liking;
  readonly reasons: readonly Reason[];
  /** Begun by the button under an answer. */
  readonly prompted: boolean;
  /** On which day it was kept first; not yet kept, or remembered from before this was remembered, without it. */
  readonly day?: string;
}
/** Its office and place are known. */
export type Placed = RatingDraft & { readonly office: string; readonly place: string };
/** It says already what is kept. */
export type Rated = Placed & { readonly liking: Liking; readonly day: string };

export const NOTHING_SAID: RatingDraft = { reasons: [], prompted: false };

/** A ministry stands for the whole country: no place is asked for it. */
export const WHOLE_COUNTRY = '00';

/** How a button of a rating names the service that it is about. */
export const markedBy = ({ service }: RatingDraft): { readonly mark?: string } =>
  service === undefined ? {} : { mark: markOf(service) };

/** Is the button of a rating of the same service? An older button does not say. */
export const isAbout = (draft: RatingDraft, { mark }: { readonly mark?: string }): boolean =>
  mark === undefined || mark === markedBy(draft).mark;

/** The draft that a button belongs to; undefined: the button is of an earlier rating. */
export function placedAt(
  draft: RatingDraft | undefined,
  button: { readonly office?: string; readonly place?: string; readonly mark?: string },
): Placed | undefined {
  const { office, place } = button;
  if (!draft || office === undefined || place === undefined || !isAbout(draft, button)) return undefined;
  return draft.office === office && draft.place === place ? { ...draft, office, place } : undefined;
}

export function ratedAt(today: string, ...given: Parameters<typeof placedAt>): Rated | undefined {
  const draft = placedAt(...given);
  return draft?.liking === undefined ? undefined : rated(draft, draft.liking, today);
}

/** It is kept from now on, if it is not yet: over midnight it stays the rating of the day on which it was begun. */
export const rated = (draft: Placed, liking: Liking, today: string): Rated => ({
  ...draft,
  liking,
  day: draft.day ?? today,
});

/** What is kept of a rating. */
export const recordOf = (draft: Rated, gender: Gender | undefined): RatingRecord => ({
  kind: 'rating',
  ...draft,
  ...(gender ? { gender } : {}),
});
