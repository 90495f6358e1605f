import { inCanonicalOrder } from './canonical-order.ts';
import type { Issue } from './issue.ts';
import type { Rule } from './rule.ts';
import { TONGUES } from './text.ts';

type Path = readonly (string | number)[];

const KHMER_DIGIT = /[០-៩]/;
const LATIN_DIGIT = /[0-9]/;
/** Messenger shows this many UTF-16 units of a card's title, and of the text above its buttons. */
const TITLE_LENGTH = 80;
const TEXT_LENGTH = 640;

/** Every text of a service with its place in the file. */
function texts(value: unknown, path: Path = []): { readonly text: string; readonly path: Path }[] {
  if (typeof value === 'string') return [{ text: value, path }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    texts(child, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** What is odd about one text that citizens read; undefined: nothing. */
function oddity(text: string, path: Path): string | undefined {
  if (path.at(-1) === 'km' && KHMER_DIGIT.test(text) && LATIN_DIGIT.test(text))
    return 'Khmer and Latin digits in one text; write one kind';
  if (path.at(-1) === 'km' && !inCanonicalOrder(text))
    return 'the Khmer letters are not in canonical order; retype the word, subscripts before vowels';
  if (path[0] === 'name' && text.length > TITLE_LENGTH)
    return `a name over ${TITLE_LENGTH} UTF-16 units is cut on cards; say the rest in the summary`;
  return text.length > TEXT_LENGTH
    ? `a text over ${TEXT_LENGTH} UTF-16 units does not fit above buttons; shorten it`
    : undefined;
}

/** Khmer in one digit system and canonical order, texts that fit, aliases claimed once, Khmer reviewed. Warnings only. */
export const checkTexts: Rule = (catalogue, fileOf) => {
  const issues: Issue[] = [];
  const claimed = new Map<string, string>();
  for (const service of catalogue.services) {
    const warn = (path: Path, message: string) =>
      issues.push({ severity: 'warning', file: fileOf(service), path, message });
    const { examples: _examples, aliases: _aliases, not_for: _notFor, sources: _sources, ...shown } = service;
    for (const { text, path } of texts(shown)) {
      const odd = oddity(text, path);
      if (odd) warn(path, `${odd}: "${text}"`);
    }
    for (const tongue of TONGUES)
      for (const [index, alias] of (service.aliases[tongue] ?? []).entries()) {
        const owner = claimed.get(alias.toLowerCase());
        if (owner && owner !== service.id)
          warn(['aliases', tongue, index], `alias "${alias}" is also claimed by ${owner}`);
        claimed.set(alias.toLowerCase(), service.id);
      }
  }
  const unreviewed = catalogue.services.filter(({ reviewed }) => reviewed === false);
  if (unreviewed.length > 0)
    issues.push({
      severity: 'warning',
      file: 'services',
      path: [],
      message: `the Khmer of ${unreviewed.length} of ${catalogue.services.length} services is not yet reviewed by a Khmer speaker (reviewed: false)`,
    });
  return issues;
};
