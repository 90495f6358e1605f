import type { Issue } from './issue.ts';
import type { Rule } from './rule.ts';
import { TONGUES } from './text.ts';

const wordsOf = (phrase: string): string =>
  phrase
    .toLowerCase()
    .normalize('NFC')
    .replace(/[\u200b-\u200d\p{P}\p{S}\s]+/gu, '');

/** Character pairs of a phrase, for a cheap likeness. */
function pairs(phrase: string): Set<string> {
  const letters = [...wordsOf(phrase)];
  return new Set(letters.slice(1).map((letter, index) => letters[index] + letter));
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const pair of a) if (b.has(pair)) shared++;
  return (2 * shared) / Math.max(1, a.size + b.size);
}

/** Two examples that differ by less than this teach the matcher nothing new. */
const NEAR_DUPLICATE = 0.92;

/** An example asked twice, in one service or two, is a mistake; near copies inside a service are padding. */
export const checkExamples: Rule = (catalogue, fileOf) => {
  const issues: Issue[] = [];
  const owner = new Map<string, string>();
  for (const service of catalogue.services) {
    const file = fileOf(service);
    for (const tongue of TONGUES) {
      const seen: { readonly text: string; readonly pairs: Set<string> }[] = [];
      for (const [aspect, phrases] of Object.entries(service.examples[tongue]))
        for (const [index, text] of phrases.entries()) {
          const path = ['examples', tongue, aspect, index];
          const key = wordsOf(text);
          const other = owner.get(key);
          if (other !== undefined)
            issues.push({
              severity: 'error',
              file,
              path,
              message: `example "${text}" already stands in ${other}; one question finds one service`,
            });
          owner.set(key, service.id);
          const own = pairs(text);
          const near = seen.find(
            (one) => likeness(one.pairs, own) >= NEAR_DUPLICATE && wordsOf(one.text) !== key,
          );
          if (near)
            issues.push({
              severity: 'warning',
              file,
              path,
              message: `"${text}" is nearly "${near.text}"; write it another way or leave it out`,
            });
          seen.push({ text, pairs: own });
        }
    }
  }
  return issues;
};
