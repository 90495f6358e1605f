import { aspects as tellers } from '../aspects/index.ts';
import type { Tell, Telling, Told } from '../aspects/telling.ts';
import { whomToAsk } from '../aspects/whom.ts';
import type { Aspect, Known, Service } from '../catalogue/index.ts';
import { encode } from '../code.ts';
import type { Move, Scene } from '../scene.ts';
import { certainty } from './certainty.ts';
import { decidingChoices, otherAspects, relatedChoices, serviceChoice } from './service-choices.ts';

/** The aspects of the whole card, in the order a citizen needs them. */
const CARD: readonly Aspect[] = ['fee', 'documents', 'time', 'where', 'validity', 'legal'];

interface Section {
  readonly aspect: Aspect;
  readonly told: Told;
}

/** Answers about a service: the aspects asked, or the whole card. */
export function answerService(
  scene: Scene,
  service: Service,
  asked: readonly Aspect[],
  known: Known,
  confidence: number,
): Move {
  const telling = tellingOf(scene, service, known);
  const sections = asked.length > 0 ? askedSections(telling, asked) : sectionsOf(telling, CARD);
  const deciding = asked.includes('fee')
    ? sections.find(({ aspect }) => aspect === 'fee')?.told.deciding
    : undefined;
  const wantsPlace = asked.length > 0 && sections.some(({ told }) => told.wantsPlace);
  const text =
    asked.length > 0 ? answerText(scene, service, sections) : cardText(scene, service, telling, sections);
  return {
    replies: [
      {
        title: service.name[scene.locale],
        text: deciding ? `${text}\n\n${deciding.ask[scene.locale]}` : text,
        choices: [
          ...(deciding ? decidingChoices(service, deciding, telling) : []),
          ...otherAspects(scene, service, telling, asked),
          ...(asked.length === 0 ? relatedChoices(scene, service) : []),
          ...(wantsPlace
            ? [{ label: scene.say('button.my-place'), code: encode({ kind: 'ask-place' }) }]
            : []),
          { label: scene.say('button.menu'), code: encode({ kind: 'menu' }) },
        ],
      },
    ],
    outcome: { kind: 'answered', service: service.id, aspects: asked, confidence },
    remember: {
      service: service.id,
      known,
      ...(asked[0] ? { aspect: asked[0] } : {}),
      ...(deciding ? { awaited: { kind: 'fact', fact: deciding.id } } : {}),
      ...(asked[0] ? {} : { forget: ['aspect'] as const }),
    },
  };
}

const sectionsOf = (telling: Telling, wanted: readonly Aspect[]): Section[] =>
  wanted.flatMap((aspect) => {
    const told = (tellers[aspect] as Tell)(telling);
    return told ? [{ aspect, told }] : [];
  });

/** The sections for what was asked; where the single steps are not known, what is known of papers and place instead. */
function askedSections(telling: Telling, asked: readonly Aspect[]): Section[] {
  return asked.flatMap((aspect) => {
    const found = sectionsOf(telling, [aspect]);
    if (found.length > 0) return found;
    const instead =
      aspect === 'steps'
        ? sectionsOf(telling, ['documents', 'where']).filter(({ told }) => !told.unknown)
        : [];
    const ask = instead.length > 0 ? [] : [whomToAsk(telling)];
    return [
      { aspect, told: { lines: [telling.say(`${aspect}.unknown`), ...ask], citations: [], unknown: true } },
      ...instead,
    ];
  });
}

export function tellingOf(scene: Scene, service: Service, known: Known): Telling {
  const { knowledge, locale, say, conversation, today } = scene;
  return { service, catalogue: knowledge.catalogue, locale, say, known, place: conversation.place, today };
}

const headingOf = ({ knowledge, locale }: Scene, aspect: Aspect): string =>
  knowledge.catalogue.aspects.find(({ id }) => id === aspect)?.name[locale] ?? aspect;

/** A point of a list, or the first of some numbered steps. */
const LISTED = /^(?:•|[1១][.។])/u;

/** A section under its heading; a first line that is no list point stands beside it. */
function block(scene: Scene, { aspect, told }: Section): string {
  const { say } = scene;
  const heading = headingOf(scene, aspect);
  const [first = '', ...rest] = told.lines;
  const start = LISTED.test(first)
    ? [say('section.heading', { heading }), first]
    : [say('section.inline', { heading, line: first })];
  return [...start, ...rest].join('\n');
}

function sourcesLine({ locale, say, today }: Scene, service: Service, sections: readonly Section[]): string {
  return certainty(
    service,
    sections.flatMap(({ told }) => told.citations),
    locale,
    say,
    today,
  ).join(' ');
}

function answerText(scene: Scene, service: Service, sections: readonly Section[]): string {
  const parts = [...sections.map((section) => block(scene, section)), sourcesLine(scene, service, sections)];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** The whole card: what is known in full, what is not in one line with where to ask. */
function cardText(scene: Scene, service: Service, telling: Telling, sections: readonly Section[]): string {
  const { say } = scene;
  const known = sections.filter(({ told }) => !told.unknown);
  const unknown = sections.filter(({ told }) => told.unknown);
  const named = unknown.map(({ aspect }) => headingOf(scene, aspect)).join(', ');
  const notes = unknown.flatMap(({ aspect, told }) =>
    (told.notes ?? []).map((line) => say('section.inline', { heading: headingOf(scene, aspect), line })),
  );
  const gap =
    unknown.length > 0
      ? [
          `${say('unknown.card', { what: named })} ${whomToAsk(
            telling,
            unknown.some(({ aspect }) => aspect === 'fee'),
          )}`,
          ...notes,
        ].join('\n')
      : '';
  return [
    service.summary[scene.locale],
    ...known.map((section) => block(scene, section)),
    gap,
    sourcesLine(scene, service, known),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** A service that is no longer given, or not now. */
export function notActive(scene: Scene, service: Service): Move {
  const { say, locale, knowledge } = scene;
  const successor = service.replaced_by ? knowledge.service(service.replaced_by) : undefined;
  const reason = service.reason?.[locale] ?? '';
  return {
    replies: [
      {
        title: service.name[locale],
        text: say(service.status === 'withdrawn' ? 'service.withdrawn' : 'service.not-now', {
          reason,
        }).trim(),
        choices: [
          ...(successor ? [serviceChoice(scene, successor)] : []),
          { label: say('button.menu'), code: encode({ kind: 'menu' }) },
        ],
      },
    ],
    outcome: { kind: 'clarified', services: successor ? [successor.id] : [], confidence: 1 },
  };
}

/** Opens a service whatever its status. */
export function openService(
  scene: Scene,
  service: Service,
  asked: readonly Aspect[],
  known: Known,
  confidence = 1,
): Move {
  return service.status === 'active'
    ? answerService(scene, service, asked, known, confidence)
    : notActive(scene, service);
}
