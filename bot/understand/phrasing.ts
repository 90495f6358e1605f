import { type AspectWords, type Fact, type Phrases, TONGUES } from '../catalogue/index.ts';
import { normalise } from './normalise.ts';
import { createReader, type Reader } from './reader.ts';
import { segment } from './segment.ts';

const NUMBER = /^\d+$/;
/** What spaces alone divide. */
const LATIN_ONLY = /^[a-z0-9 ]*$/;

/** The words of a phrase as they are compared. */
function wordsOf(
  phrase: string,
  reader: Pick<Reader, 'normalise' | 'segment'> = { normalise, segment },
): string[] {
  const key = reader.normalise(phrase);
  return (LATIN_ONLY.test(key) ? key.split(' ') : reader.segment(key))
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

const all = (phrases: Phrases): string[] => TONGUES.flatMap((tongue) => phrases[tongue] ?? []);

/**
 * The words people use to ask about something they have named before: all of the short questions, and those
 * of the cues that do not name things themselves.
 */
export function phrasingOf(
  aspects: readonly AspectWords[],
  names: readonly string[],
  reader = createReader(),
): string[] {
  const words = (phrase: string) => wordsOf(phrase, reader);
  const asking = aspects.flatMap(({ examples }) => all(examples)).flatMap(words);
  const naming = new Set(names.flatMap(words));
  const cueing = aspects
    .flatMap(({ cues }) => all(cues))
    .flatMap(words)
    .filter((word) => !naming.has(word));
  return [...new Set([...asking, ...cueing])];
}

/** The words that tell a fact: "car", "days", "expired". */
function factWords(fact: Fact): string[] {
  if (fact.type === 'choice') return fact.values.flatMap(({ words }) => all(words));
  return fact.type === 'number'
    ? [...all(fact.cues ?? {}), ...fact.measures.flatMap(({ words }) => all(words))]
    : [];
}

/** Does a message name nothing new: only words of asking, numbers, and the facts of the service it would go on about? */
export function namesNothing(
  phrasing: ReadonlySet<string>,
  facts: readonly Fact[],
  message: string,
): boolean {
  const known = new Set(facts.flatMap(factWords).flatMap((word) => wordsOf(word)));
  const words = wordsOf(message);
  return (
    words.length > 0 && words.every((word) => phrasing.has(word) || known.has(word) || NUMBER.test(word))
  );
}
