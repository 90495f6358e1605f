import { type IntentWords, TONGUES } from '../catalogue/index.ts';
import { normalise } from './normalise.ts';

const KHMER = /\p{Script=Khmer}/u;
/** Longer "greetings" hold a question of their own. */
const MOST_LETTERS = 24;
const FEWEST_LEFT = 4;

/** Greetings and thanks as they stand before or after a question, longest first. */
export function courtesyOf(intents: readonly IntentWords[]): string[] {
  const phrases = intents
    .filter(({ id }) => id === 'greeting' || id === 'thanks')
    .flatMap(({ examples }) => TONGUES.flatMap((tongue) => examples[tongue] ?? []))
    .map(normalise)
    .filter((phrase) => phrase.length > 1 && phrase.length <= MOST_LETTERS);
  return [...new Set(phrases)].sort((a, b) => b.length - a.length);
}

/** "hi how much is a passport" → "how much is a passport". Normalised; the whole text when nothing else would be left. */
export function withoutCourtesy(courtesy: readonly string[], text: string): string {
  const whole = normalise(text);
  const rest = courtesy.reduce((left, phrase) => strip(left, phrase), whole).trim();
  return rest.length >= FEWEST_LEFT ? rest : whole;
}

function strip(text: string, phrase: string): string {
  const edge = (neighbour: string | undefined) =>
    neighbour === undefined || neighbour === ' ' || KHMER.test(phrase);
  if (text.startsWith(phrase) && edge(text[phrase.length])) return text.slice(phrase.length).trimStart();
  if (text.endsWith(phrase) && edge(text[text.length - phrase.length - 1]))
    return text.slice(0, -phrase.length).trimEnd();
  return text;
}
