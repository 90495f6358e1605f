import type { Strings } from './catalogue.ts';
import type { Issue } from './issue.ts';
import { REQUIRED_STRINGS } from './required-strings.ts';
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

/** Every sentence that the program says exists in every language, and fills in the same values. */
export const checkStrings: Rule = ({ strings }) => [
  ...missingEverywhere(strings),
  ...LOCALES.flatMap((locale) =>
    LOCALES.filter((other) => other !== locale).flatMap((other) => compare(strings, locale, other)),
  ),
];

/** What one language lacks, the comparison tells; this tells what all lack. */
function missingEverywhere(strings: Readonly<Record<Locale, Strings>>): Issue[] {
  const present = new Set(LOCALES.flatMap((locale) => sentences(strings[locale]).map(keyOf)));
  return REQUIRED_STRINGS.filter((key) => !present.has(key)).flatMap((key) =>
    LOCALES.map((locale) => ({
      severity: 'error',
      file: `locales/${locale}.yaml`,
      path: key.split('.').slice(0, -1),
      message: `"${key}" is missing; the villager says it`,
    })),
  );
}

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
