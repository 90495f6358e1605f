import type { Fact } from './fact.ts';
import type { Hotline, Law, Office, OfficeKind, Sector } from './office.ts';
import type { AspectWords, GlossaryEntry, IntentWords, OutOfScope } from './phrases.ts';
import type { Place } from './place.ts';
import type { RatingWords } from './rating-words.ts';
import type { Service } from './service.ts';
import type { Source } from './source.ts';
import type { Locale } from './text.ts';

/** Strings of one language as i18next takes them: nested objects of texts. */
export interface Strings {
  readonly [key: string]: string | Strings;
}

/** Everything that `content/` knows, checked. Order is the order of the files. */
export interface Catalogue {
  readonly services: readonly Service[];
  readonly sectors: readonly Sector[];
  readonly facts: readonly Fact[];
  readonly laws: readonly Law[];
  readonly places: readonly Place[];
  readonly officeKinds: readonly OfficeKind[];
  readonly offices: readonly Office[];
  readonly officeSources: Readonly<Record<string, Source>>;
  readonly hotlines: readonly Hotline[];
  readonly aspects: readonly AspectWords[];
  readonly intents: readonly IntentWords[];
  readonly glossary: readonly GlossaryEntry[];
  readonly outOfScope: readonly OutOfScope[];
  readonly rating: RatingWords;
  readonly strings: Readonly<Record<Locale, Strings>>;
}
