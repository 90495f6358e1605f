import { livingValues } from '../aspects/deciding.ts';
import { aspects as tellers } from '../aspects/index.ts';
import type { Tell, Telling } from '../aspects/telling.ts';
import { ASPECTS, type Aspect, type Fact, type Service } from '../catalogue/index.ts';
import { encode } from '../code.ts';
import type { Choice } from '../conversation.ts';
import type { Scene } from '../scene.ts';

/** As many further aspects as fit under an answer together with the menu. */
const MOST_ASPECT_CHOICES = 4;
const MOST_RELATED = 3;

/** A button that opens a service, at one aspect when that was asked. */
export function serviceChoice({ locale }: Scene, service: Service, aspect?: Aspect): Choice {
  return {
    label: service.short[locale],
    code: encode({ kind: 'service', service: service.id, ...(aspect ? { aspect } : {}) }),
  };
}

/** Buttons for the cases that a fee depends on. */
export function decidingChoices(
  service: Service,
  fact: Fact,
  { known, locale, catalogue }: Telling,
): Choice[] {
  if (fact.type !== 'choice') return [];
  const living = livingValues(fact, service.fees, known, catalogue.facts);
  return fact.values
    .filter(({ id }) => living.includes(id))
    .map(({ id, label }) => ({
      label: label[locale],
      code: encode({ kind: 'fact', service: service.id, fact: fact.id, value: id }),
    }));
}

/** Buttons for what was not told yet and is known. */
export function otherAspects(
  scene: Scene,
  service: Service,
  telling: Telling,
  asked: readonly Aspect[],
): Choice[] {
  if (asked.length === 0) return tellers.steps(telling) ? [aspectChoice(scene, service, 'steps')] : [];
  const known: Aspect[] = [];
  for (const aspect of ASPECTS) {
    if (known.length === MOST_ASPECT_CHOICES) break; // telling an aspect is work
    const told = asked.includes(aspect) ? undefined : (tellers[aspect] as Tell)(telling);
    if (told && !told.unknown) known.push(aspect);
  }
  return known.map((aspect) => aspectChoice(scene, service, aspect));
}

function aspectChoice({ knowledge, locale }: Scene, service: Service, aspect: Aspect): Choice {
  const label = knowledge.catalogue.aspects.find(({ id }) => id === aspect)?.short[locale] ?? aspect;
  return { label, code: encode({ kind: 'service', service: service.id, aspect }) };
}

/** Services that people confuse with this one or need beside it. */
export function relatedChoices(scene: Scene, service: Service): Choice[] {
  return [...new Set([...(service.related ?? []), ...(service.requires ?? [])])]
    .map((id) => scene.knowledge.service(id))
    .filter((other) => other?.status === 'active')
    .slice(0, MOST_RELATED)
    .map((other) => serviceChoice(scene, other!));
}
