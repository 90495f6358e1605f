import type { Citation } from '../catalogue/index.ts';
import type { Telling, Told } from './telling.ts';
import { whomToAsk } from './whom.ts';

/** "Nobody has confirmed it", with the note that stands beside it and where to ask. */
export function notConfirmed(
  telling: Telling,
  sentence: string,
  note?: string,
  citations: readonly Citation[] = [],
): Told {
  const notes = note === undefined ? [] : [note];
  return { lines: [sentence, ...notes, whomToAsk(telling)], citations, unknown: true, notes };
}

/** The year of a fact that is old and that nothing newer confirms. */
export const asOf = ({ say }: Telling, citation: Citation | undefined): string | undefined =>
  citation?.as_of === undefined ? undefined : say('source.as-of', { year: citation.as_of });
