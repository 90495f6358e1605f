import { aspects as tellers } from './aspects/index.ts';
import type { Tell, Told } from './aspects/telling.ts';
import {
  ASPECTS,
  type Aspect,
  type Fee,
  inForce,
  type Locale,
  type Service,
  type Source,
} from './catalogue/index.ts';
import type { Knowledge } from './knowledge.ts';
import { certainty } from './replies/certainty.ts';
import { looseDate } from './speech.ts';

/** One aspect of a service as a page shows it: the lines are those of the chat. */
export interface DescribedAspect {
  readonly aspect: Aspect;
  readonly heading: string;
  readonly lines: readonly string[];
  readonly unknown: boolean;
  /** How sure these lines are, where that differs from the whole. */
  readonly certainty: readonly string[];
}

export interface DescribedSource {
  /** What kind of source it is and when it was read, as the chat says it. */
  readonly text: string;
  readonly url: string | undefined;
}

/** Everything that is known of a service, told in the words of the chat. */
export interface Description {
  readonly name: string;
  readonly summary: string;
  readonly aspects: readonly DescribedAspect[];
  /** What holds for all of it: whether an office has confirmed it. */
  readonly certainty: readonly string[];
  readonly sources: readonly DescribedSource[];
  /** The price steps in force, for machines. */
  readonly fees: readonly Fee[];
  /** What may be needed first, and what is often needed too; only services that are given now. */
  readonly requires: readonly Service[];
  readonly related: readonly Service[];
}

/** Describes a service for somebody whose case is not known: every step and condition is told. */
export function describeService(
  knowledge: Knowledge,
  service: Service,
  locale: Locale,
  today: string,
): Description {
  const { catalogue } = knowledge;
  const say = knowledge.speech(locale);
  const telling = { service, catalogue, locale, say, known: {}, place: undefined, today };
  const told = ASPECTS.flatMap((aspect) => {
    const answer: Told | undefined = (tellers[aspect] as Tell)(telling);
    return answer ? [{ aspect, answer, sure: certainty(service, answer.citations, locale, say, today) }] : [];
  });
  const cited = told.filter(({ sure }) => sure.length > 0);
  const common = cited[0]?.sure.filter((line) => cited.every(({ sure }) => sure.includes(line))) ?? [];
  const heading = (aspect: Aspect) =>
    catalogue.aspects.find(({ id }) => id === aspect)?.name[locale] ?? aspect;
  const active = (ids: readonly string[] = []) =>
    ids.flatMap((id) => knowledge.service(id) ?? []).filter(({ status }) => status === 'active');
  return {
    name: service.name[locale],
    summary: service.summary[locale],
    aspects: told.map(({ aspect, answer, sure }) => ({
      aspect,
      heading: heading(aspect),
      lines: answer.lines,
      unknown: answer.unknown === true,
      certainty: sure.filter((line) => !common.includes(line)),
    })),
    certainty: common,
    sources: Object.values(service.sources).map((source) => ({ text: sourceText(source), url: source.url })),
    fees: service.fees.filter((fee) => inForce(fee, today)),
    requires: active(service.requires),
    related: active(service.related),
  };

  function sourceText({ kind, publisher, retrieved_on }: Source): string {
    const said = say(`source.${kind}`, { publisher: publisher[locale] });
    return `${said} ${say('source.read', { date: looseDate(say, retrieved_on) })}`;
  }
}
