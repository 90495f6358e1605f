import {
  ASPECTS,
  type Aspect,
  type Catalogue,
  EXAMPLE_ASPECTS,
  INTENTS,
  type Intent,
  type Phrases,
  TONGUES,
} from '../catalogue/index.ts';
import { type AspectModel, type AspectRow, learnAspects } from './aspect-model.ts';
import { courtesyOf } from './courtesy.ts';
import { phrasingOf } from './phrasing.ts';
import { bookOfPlaces, type PlaceBook } from './places.ts';
import { buildRanker, type RankerData } from './ranker.ts';
import { createReader } from './reader.ts';
import type { Row } from './row.ts';
import { learnTongues, type TongueModel } from './tongue.ts';

/** What was learned from a catalogue: plain data, built in a worker and handed over whole. */
export interface Lessons {
  readonly topics: RankerData;
  readonly aspects: AspectModel;
  readonly tongues: TongueModel;
  readonly places: PlaceBook;
  /** Words of asking: a message of nothing else goes on about what was spoken of. */
  readonly phrasing: readonly string[];
  readonly courtesy: readonly string[];
}

/** What a row of the ranker stands for: a service, an intent, a question for one aspect of "it", or a matter that is not ours. */
export type Topic =
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'intent'; readonly intent: Intent }
  | { readonly kind: 'aspect'; readonly aspect: Aspect }
  | { readonly kind: 'outside' };

const label = (kind: string, id: string): string => `${kind}:${id}`;

/** The topic that a label of the ranker names. */
export function topicOf(text: string): Topic {
  const [kind, id = ''] = text.split(':');
  if (kind === 'intent') return { kind, intent: INTENTS.find((intent) => intent === id)! };
  if (kind === 'aspect') return { kind, aspect: ASPECTS.find((aspect) => aspect === id)! };
  return kind === 'outside' ? { kind } : { kind: 'service', service: id };
}

const all = (phrases: Phrases): string[] => TONGUES.flatMap((tongue) => phrases[tongue] ?? []);

/** Every phrase of the catalogue with what it stands for; null: nothing of ours. */
export function topicRows(catalogue: Catalogue): Row[] {
  return [
    ...catalogue.services
      .filter(({ status }) => status === 'active')
      .flatMap((service): Row[] => {
        const examples = TONGUES.flatMap((tongue) => Object.values(service.examples[tongue]).flat());
        const own = [service.name.km, service.name.en, ...all(service.aliases), ...examples];
        return [
          ...own.map((text) => ({ label: label('service', service.id), text })),
          ...(service.not_for ?? []).map((text) => ({ label: null, text })),
        ];
      }),
    ...catalogue.intents.flatMap(({ id, examples }) =>
      all(examples).map((text) => ({ label: label('intent', id), text })),
    ),
    ...catalogue.aspects.flatMap(({ id, examples }) =>
      all(examples).map((text) => ({ label: label('aspect', id), text })),
    ),
    ...catalogue.outOfScope.flatMap(({ id, examples }) =>
      all(examples).map((text) => ({ label: label('outside', id), text })),
    ),
  ];
}

/** Every example question with the aspect it asks. */
export function aspectRows(catalogue: Catalogue): AspectRow[] {
  return [
    ...catalogue.services.flatMap((service) =>
      TONGUES.flatMap((tongue) =>
        EXAMPLE_ASPECTS.flatMap((aspect) =>
          (service.examples[tongue][aspect] ?? []).map((text) => ({ text, aspect, topic: service.id })),
        ),
      ),
    ),
    ...catalogue.services.flatMap(({ id, name, aliases }) =>
      [name.km, name.en, ...all(aliases)].map((text) => ({ text, aspect: 'general' as const, topic: id })),
    ),
    ...catalogue.aspects.flatMap(({ id, cues, examples }) =>
      [...all(cues), ...all(examples)].map((text, index) => ({ text, aspect: id, topic: `cue-${index}` })),
    ),
  ];
}

/** What services and things are called. */
const namesIn = ({ services, glossary }: Catalogue): string[] => [
  ...services.flatMap(({ name, aliases }) => [name.km, name.en, ...all(aliases)]),
  ...glossary.flatMap(({ words }) => words),
];

/** Learns everything from a catalogue. About a second for a hundred services: not for the main loop. */
export function learn(catalogue: Catalogue): Lessons {
  const phrases = (tongue: 'en' | 'km-Latn') => [
    ...catalogue.services.flatMap((service) => [
      ...(service.aliases[tongue] ?? []),
      ...Object.values(service.examples[tongue]).flat(),
    ]),
    ...[...catalogue.intents, ...catalogue.aspects, ...catalogue.outOfScope].flatMap(
      ({ examples }) => examples[tongue] ?? [],
    ),
  ];
  const reader = createReader();
  return {
    topics: buildRanker(topicRows(catalogue), catalogue.glossary, reader),
    aspects: learnAspects(aspectRows(catalogue), catalogue.aspects, reader),
    tongues: learnTongues(phrases('en'), phrases('km-Latn'), reader),
    places: bookOfPlaces(catalogue.places),
    phrasing: phrasingOf(catalogue.aspects, namesIn(catalogue), reader),
    courtesy: courtesyOf(catalogue.intents),
  };
}
