import type { Citation, Locale, Service, Source } from '../catalogue/index.ts';
import { daysBetween, FRESH_DAYS } from '../catalogue/index.ts';
import { looseDate, type Say } from '../speech.ts';

interface Cited {
  readonly source: Source;
  readonly asOf: number | undefined;
}

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
      ...new Set(
        cited.filter(({ source }) => source.kind === kind).map(({ source }) => source.publisher[locale]),
      ),
    ];
    return publishers.length > 0
      ? [say(`source.${kind}`, { publisher: publishers.join(say('condition.and')) })]
      : [];
  });
  const read = cited.map(({ source }) => source.retrieved_on).sort()[0];
  return [
    ...told,
    ...(read ? [say('source.read', { date: looseDate(say, read) })] : []),
    verifiedLine(service, say, today),
  ];
}

function distinct(citations: readonly Citation[], sources: Readonly<Record<string, Source>>): Cited[] {
  const byRef = new Map<string, Cited>();
  for (const { ref, as_of } of citations) {
    const source = sources[ref];
    if (source) byRef.set(`${ref}/${as_of ?? ''}`, { source, asOf: as_of });
  }
  return [...byRef.values()];
}

function verifiedLine({ verified }: Service, say: Say, today: string): string {
  if (verified === 'never') return say('source.unverified');
  const date = looseDate(say, verified.on);
  return daysBetween(verified.on, today) <= FRESH_DAYS
    ? say('source.verified', { date })
    : say('source.verified-long-ago', { date });
}
