import type { Citation, Locale, Service, Source } from '../catalogue/index.ts';
import { daysBetween, FRESH_DAYS } from '../catalogue/index.ts';
import { looseDate, type Say } from '../speech.ts';

/** From the surest to what people only report; each kind is told in its own words. */
const KINDS = ['official', 'press', 'private', 'reported'] as const;

/**
 * Where an answer comes from and how sure it is: a sentence for each kind of source, the surest first, when
 * it was read, and whether an office has confirmed it. What people report is never told as official.
 */
export function certainty(
  service: Service,
  citations: readonly Citation[],
  locale: Locale,
  say: Say,
  today: string,
): string[] {
  const cited = distinct(citations, service.sources);
  if (cited.length === 0) return [];
  const told = KINDS.flatMap((kind) => {
    const publishers = [
      ...new Set(cited.filter((source) => source.kind === kind).map(({ publisher }) => publisher[locale])),
    ];
    return publishers.length > 0
      ? [say(`source.${kind}`, { publisher: publishers.join(say('condition.and')) })]
      : [];
  });
  const read = cited.map(({ retrieved_on }) => retrieved_on).sort()[0];
  return [
    ...told,
    ...(read ? [say('source.read', { date: looseDate(say, read) })] : []),
    verifiedLine(service, say, today),
  ];
}

function distinct(citations: readonly Citation[], sources: Readonly<Record<string, Source>>): Source[] {
  return [...new Set(citations.map(({ ref }) => sources[ref]))].filter((source) => source !== undefined);
}

/** What was checked, by how it was checked. */
const CHECKED = { office: 'office', phone: 'office', document: 'document', 'web page': 'page' } as const;

function verifiedLine({ verified }: Service, say: Say, today: string): string {
  if (verified === 'never') return say('source.unverified');
  const checked = say(`source.checked.${CHECKED[verified.method]}`, { date: looseDate(say, verified.on) });
  return daysBetween(verified.on, today) <= FRESH_DAYS
    ? checked
    : `${checked} ${say('source.checked.long-ago')}`;
}
