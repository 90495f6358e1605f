import type { Strings } from './catalogue.ts';
import type { Issue } from './issue.ts';
import type { Rule } from './rule.ts';
import { LOCALES, type Locale } from './text.ts';

const PLURAL = /_(zero|one|two|few|many|other)$/;
const VARIABLE = /{{\s*(\w+)\s*}}/g;

interface Sentence {
  readonly path: readonly string[];
  readonly text: string;
}

function sentences(strings: Strings, path: readonly string[] = []): Sentence[] {
  return Object.entries(strings).flatMap(([key, value]) =>
    typeof value === 'string' ? [{ path: [...path, key], text: value }] : sentences(value, [...path, key]),
  );
}

/** A sentence's key without its plural form: languages differ in which forms they have. */
const keyOf = ({ path }: Sentence): string => path.join('.').replace(PLURAL, '');
const variablesOf = (text: string): string =>
  [...new Set([...text.matchAll(VARIABLE)].map((match) => match[1]))].sort().join(', ');

/** Every sentence exists in every language and fills in the same values. */
export const checkStrings: Rule = ({ strings }) =>
  LOCALES.flatMap((locale) =>
    LOCALES.filter((other) => other !== locale).flatMap((other) => compare(strings, locale, other)),
  );

function compare(strings: Readonly<Record<Locale, Strings>>, locale: Locale, other: Locale): Issue[] {
  const own = new Map(sentences(strings[locale]).map((sentence) => [keyOf(sentence), sentence]));
  return sentences(strings[other]).flatMap((theirs): Issue[] => {
    const key = keyOf(theirs);
    const mine = own.get(key);
    const file = `locales/${locale}.yaml`;
    if (!mine)
      return [
        {
          severity: 'error',
          file,
          path: theirs.path.slice(0, -1),
          message: `"${key}" is missing; locales/${other}.yaml has it: "${theirs.text}"`,
        },
      ];
    const [here, there] = [variablesOf(mine.text), variablesOf(theirs.text)];
    return here === there || locale > other
      ? []
      : [
          {
            severity: 'error',
            file,
            path: mine.path,
            message: `"${key}" fills in ${here || 'nothing'}, in locales/${other}.yaml ${there || 'nothing'}`,
          },
        ];
  });
}
