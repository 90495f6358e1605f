import { looseDate } from '../speech.ts';
import { statements } from './statements.ts';
import { bullet, type Tell } from './telling.ts';
import { notConfirmed } from './unknown.ts';

/** Who may or must, when it is not needed, and the law it rests on. */
export const legal: Tell = (telling) => {
  const { service, catalogue, locale, say } = telling;
  const rules = statements(telling, service.eligibility);
  const laws = (service.legal ?? []).flatMap(({ law: id, note }) => {
    const law = catalogue.laws.find((candidate) => candidate.id === id);
    if (!law) return [];
    const dated = law.date
      ? say('legal.dated', { law: law.name[locale], date: looseDate(say, law.date) })
      : law.name[locale];
    return [note ? say('section.inline', { heading: dated, line: note[locale] }) : dated];
  });
  if (rules.lines.length === 0 && laws.length === 0) return notConfirmed(telling, say('legal.unknown'));
  const basis =
    laws.length === 0
      ? []
      : laws.length === 1
        ? [say('legal.basis', { law: laws[0] })]
        : [say('legal.basis', { law: '' }).trimEnd(), ...laws.map(bullet)];
  return {
    lines: [...rules.lines, ...basis, ...(rules.lines.length === 0 ? [say('legal.rules-unknown')] : [])],
    citations: rules.citations,
  };
};
