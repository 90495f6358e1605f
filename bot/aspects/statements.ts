import type { Citation, Statement } from '../catalogue/index.ts';
import { conditionSuffix } from './condition-words.ts';
import { joined, type Telling } from './telling.ts';
import { asOf } from './unknown.ts';

/** Sentences of the catalogue that may hold for the citizen's case, and where they come from. */
export function statements(
  telling: Telling,
  list: readonly Statement[] | undefined,
): { readonly lines: string[]; readonly citations: Citation[] } {
  const shown = (list ?? []).flatMap((statement) => {
    const suffix = conditionSuffix(telling, statement.when, telling.known);
    return suffix === undefined
      ? []
      : [
          {
            line: joined(telling.say, [
              statement.text[telling.locale] + suffix,
              asOf(telling, statement.source),
            ]),
            citation: statement.source,
          },
        ];
  });
  return { lines: shown.map(({ line }) => line), citations: shown.map(({ citation }) => citation) };
}
