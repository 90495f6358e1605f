import { type Aspect, type Condition, type Known, type Service, tests } from '../catalogue/index.ts';

/** Which part of a service an aspect is told from. */
const SECTIONS: Readonly<Record<Aspect, readonly (keyof Service)[]>> = {
  fee: ['fees', 'benefits'],
  documents: ['documents'],
  time: ['duration', 'deadlines'],
  where: ['offices'],
  validity: ['validity'],
  steps: ['steps'],
  legal: ['eligibility'],
};

/** The facts that a part of the content asks about, however deep its conditions stand. */
function factsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    if (key === 'when' && typeof child === 'object') return tests(child as Condition).map(({ fact }) => fact);
    if (key === 'fact' && typeof child === 'string') return [child];
    return factsIn(child);
  });
}

/** The facts that one aspect of a service depends on. */
export const sectionFacts = (service: Service, aspect: Aspect): Set<string> =>
  new Set(SECTIONS[aspect].flatMap((section) => factsIn(service[section])));

const remembered = new WeakMap<Service, ReadonlySet<string>>();

/** The facts that anything of a service depends on. */
export function factsOf(service: Service): ReadonlySet<string> {
  const facts = remembered.get(service) ?? new Set(factsIn(service));
  remembered.set(service, facts);
  return facts;
}

/** Only what concerns these facts. */
export const pick = (known: Known, facts: ReadonlySet<string>): Known =>
  Object.fromEntries(Object.entries(known).filter(([fact]) => facts.has(fact)));
