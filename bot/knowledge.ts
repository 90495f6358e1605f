import type { Catalogue, Locale, Service } from './catalogue/index.ts';
import { markOf } from './mark.ts';
import { createSpeech, type Say } from './speech.ts';
import type { Lessons } from './understand/lessons.ts';

/** All that a turn needs to know: immutable, swapped as a whole between turns when the content changes. */
export interface Knowledge {
  /** Hash of the content it was built from; every record carries it. */
  readonly version: string;
  readonly catalogue: Catalogue;
  readonly lessons: Lessons;
  /** A service by its id, whatever its status. */
  readonly service: (id: string) => Service | undefined;
  /** A service by its mark on a button. */
  readonly marked: (mark: string) => Service | undefined;
  readonly speech: (locale: Locale) => Say;
  readonly phrasing: ReadonlySet<string>;
}

/** Puts a checked catalogue and what was learned from it together. Cheap: the learning is done. */
export function createKnowledge(catalogue: Catalogue, lessons: Lessons, version: string): Knowledge {
  const services = new Map(catalogue.services.map((service) => [service.id, service]));
  const marks = new Map(catalogue.services.map((service) => [markOf(service.id), service]));
  return {
    version,
    catalogue,
    lessons,
    service: (id) => services.get(id),
    marked: (mark) => marks.get(mark),
    speech: createSpeech(catalogue.strings),
    phrasing: new Set(lessons.phrasing),
  };
}
