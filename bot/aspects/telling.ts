import type { Catalogue, Citation, Fact, Known, Locale, Service } from '../catalogue/index.ts';
import type { Say } from '../speech.ts';

/** What an aspect needs to answer: the service, the citizen's case as far as it is known, and the words. */
export interface Telling {
  readonly service: Service;
  readonly catalogue: Catalogue;
  readonly locale: Locale;
  readonly say: Say;
  readonly known: Known;
  readonly place: string | undefined;
  /** Day in Phnom Penh, 2026-11-20: fees hold on a date. */
  readonly today: string;
}

/** What an aspect has to say. */
export interface Told {
  readonly lines: readonly string[];
  /** Where the lines come from, to say how sure they are. */
  readonly citations: readonly Citation[];
  /** Nobody knows: the lines say so and where to ask. */
  readonly unknown?: true;
  /** What is known around an unknown, told also where the unknown itself is only named. */
  readonly notes?: readonly string[];
  /** The one thing that would decide between several cases. */
  readonly deciding?: Fact;
  /** A place would make the answer more exact. */
  readonly wantsPlace?: true;
}

/** One way to answer about a service; undefined when the catalogue has nothing to say about it, not even that it is unknown. */
export type Tell = (telling: Telling) => Told | undefined;

export const bullet = (line: string): string => `• ${line}`;

/** One line of a statement and its notes, whatever they end with. */
export function joined(say: Say, parts: readonly (string | undefined)[]): string {
  const said = parts.filter((part) => part !== undefined && part !== '');
  const last = said.length - 1;
  return said
    .map((part, at) => (at < last ? part?.replace(/[.។;\s]+$/u, '') : part))
    .join(say('sentence.join'));
}
