import type { Rule } from './rule.ts';
import type { Issue } from './issue.ts';
import { TONGUES } from './text.ts';

const KHMER_DIGIT = /[០-៩]/;
const LATIN_DIGIT = /[0-9]/;

/** Every text of a service with its place in the file. */
function texts(value: unknown, path: readonly (string | number)[] = []): { readonly text: string; readonly path: readonly (string | number)[] }[] {
  if (typeof value === 'string') return [{ text: value, path }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => texts(child, [...path, Array.isArray(value) ? Number(key) : key]));
}

/** Khmer in one digit system, aliases claimed once, Khmer reviewed. Warnings only. */
export const checkTexts: Rule = (catalogue, fileOf) => {
  const issues: Issue[] = [];
  const claimed = new Map<string, string>();
  for (const service of catalogue.services) {
    const file = fileOf(service);
    const warn = (path: readonly (string | number)[], message: string) => issues.push({ severity: 'warning', file, path, message });
    const { examples: _examples, aliases: _aliases, not_for: _notFor, sources: _sources, ...shown } = service;
    for (const { text, path } of texts(shown))
      if (path.at(-1) === 'km' && KHMER_DIGIT.test(text) && LATIN_DIGIT.test(text))
        warn(path, `Khmer and Latin digits in one text: "${text}"; write one kind`);
    for (const tongue of TONGUES)
      for (const [index, alias] of (service.aliases[tongue] ?? []).entries()) {
        const owner = claimed.get(alias.toLowerCase());
        if (owner && owner !== service.id) warn(['aliases', tongue, index], `alias "${alias}" is also claimed by ${owner}`);
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
