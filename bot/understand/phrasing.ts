import { type AspectWords, type Fact, type Phrases, TONGUES } from '../catalogue/index.ts';
import { normalise } from './normalise.ts';

const KHMER_WORDS = new Intl.Segmenter('km', { granularity: 'word' });
const NUMBER = /^\d+$/;

/** The words of a phrase as they are compared. */
function wordsOf(phrase: string): string[] {
  return [...KHMER_WORDS.segment(normalise(phrase))].map(({ segment }) => segment.trim()).filter((word) => word !== '');
}

const all = (phrases: Phrases): string[] => TONGUES.flatMap((tongue) => phrases[tongue] ?? []);

/**
 * The words people use to ask about something they have named before: all of the short questions, and those
 * of the cues that do not name things themselves.
 */
export function phrasingOf(aspects: readonly AspectWords[], names: readonly string[]): string[] {
  const asking = aspects.flatMap(({ examples }) => all(examples)).flatMap(wordsOf);
  const naming = new Set(names.flatMap(wordsOf));
  const cueing = aspects.flatMap(({ cues }) => all(cues)).flatMap(wordsOf).filter((word) => !naming.has(word));
  return [...new Set([...asking, ...cueing])];
}

/** The words that tell a fact: "car", "days", "expired". */
function factWords(fact: Fact): string[] {
  if (fact.type === 'choice') return fact.values.flatMap(({ words }) => all(words));
  return fact.type === 'number' ? [...all(fact.cues ?? {}), ...fact.measures.flatMap(({ words }) => all(words))] : [];
}

/** Does a message name nothing new: only words of asking, numbers, and the facts of the service it would go on about? */
export function namesNothing(phrasing: ReadonlySet<string>, facts: readonly Fact[], message: string): boolean {
  const known = new Set(facts.flatMap(factWords).flatMap(wordsOf));
  const words = wordsOf(message);
  return words.length > 0 && words.every((word) => phrasing.has(word) || known.has(word) || NUMBER.test(word));
}
