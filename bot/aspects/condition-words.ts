import { type Condition, type Fact, holds, type Known, type When } from '../catalogue/index.ts';
import type { Telling } from './telling.ts';

/** A condition in words: "Lost or damaged", "age from 18". */
export function conditionWords({ catalogue, locale, say }: Telling, condition: Condition): string {
  const words = (part: Condition): string[] =>
    Object.entries(part).flatMap(([key, value]): string[] => {
      if (value === undefined) return [];
      if (key === 'all') return (value as readonly Condition[]).flatMap(words);
      if (key === 'any')
        return [
          (value as readonly Condition[]).map((one) => words(one).join(', ')).join(say('condition.or')),
        ];
      if (key === 'not') return [say('condition.not', { what: words(value as Condition).join(', ') })];
      const fact = catalogue.facts.find(({ id }) => id === key);
      return fact ? [testWords(fact, value)] : [];
    });
  const testWords = (fact: Fact, test: unknown): string => {
    if (fact.type === 'choice')
      return [test as string | readonly string[]]
        .flat()
        .map((id) => fact.values.find((one) => one.id === id)?.label[locale] ?? id)
        .join(say('condition.or'));
    const unit = fact.type === 'number' ? fact.unit[locale] : '';
    return Object.entries(test as Record<string, number>)
      .map(([bound, value]) => say(`condition.${bound}`, { what: fact.name[locale], value, unit }))
      .join(', ');
  };
  return words(condition).join(', ');
}

/** The suffix of a line that only holds in some case: nothing when it surely holds, undefined when it surely does not. */
export function conditionSuffix(telling: Telling, when: When | undefined, known: Known): string | undefined {
  if (when === undefined) return '';
  if (when === 'otherwise') return telling.say('condition.otherwise');
  const truth = holds(when, known);
  if (truth === false) return undefined;
  return truth === true ? '' : telling.say('condition.only-if', { what: conditionWords(telling, when) });
}
