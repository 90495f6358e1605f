import { type Fact, type Known, type Phrases, TONGUES } from '../catalogue/index.ts';
import { normalise } from './normalise.ts';
import { plainDigits, type Quantity, quantities } from './quantities.ts';

const KHMER = /\p{Script=Khmer}/u;

/** Normalised words of the facts: they are the same in every message, and there are hundreds. */
const remembered = new WeakMap<Phrases, readonly string[]>();

function keysOf(phrases: Phrases): readonly string[] {
  const known = remembered.get(phrases);
  if (known) return known;
  const keys = TONGUES.flatMap((tongue) => phrases[tongue] ?? [])
    .map(normalise)
    .filter((key) => key !== '');
  remembered.set(phrases, keys);
  return keys;
}

const SCRIPT_CHANGE = /(?<=\p{Script=Khmer})(?=[a-z0-9])|(?<=[a-z0-9])(?=\p{Script=Khmer})/gu;

/** A normalised text with a space around each Latin word, so that whole words can be found in it. */
const spaced = (text: string): string => ` ${text} `.replace(SCRIPT_CHANGE, ' ');

/** Does a normalised word stand in a normalised text: anywhere for Khmer, as a whole word for Latin? */
const holds = (text: string, words: string, key: string): boolean =>
  KHMER.test(key) ? text.includes(key) : words.includes(` ${key} `);

function says(text: string, phrases: Phrases): boolean {
  const words = spaced(text);
  return keysOf(phrases).some((key) => holds(text, words, key));
}

/** Does the normalised text begin with the word, as a whole word where it is Latin? */
function begins(rest: string, key: string): boolean {
  return rest.startsWith(key) && (KHMER.test(key) || !/^[a-z0-9]/.test(rest.slice(key.length)));
}

/** Nobody counts nothing, nor more than a thousand billion of anything. */
const isSensible = (value: number): boolean => value > 0 && value <= 1e12;

/** A number that is one of the fact's measures; spelled numbers and bare sides count too where they fit. */
function numberOf(fact: Fact & { type: 'number' }, found: readonly Quantity[]): number | undefined {
  for (const { value, currency, sides, after } of found) {
    if (currency || !isSensible(value)) continue;
    if (sides && fact.sides) return value;
    const rest = normalise(after.slice(0, 40));
    const measure = fact.measures.find(({ words }) => keysOf(words).some((key) => begins(rest, key)));
    if (measure && !sides) return Math.round(value * measure.times * 100) / 100;
  }
  return undefined;
}

/** A word, normalised, and what it stands for. */
interface Naming {
  readonly id: string;
  readonly key: string;
}
type WordLists = Readonly<Record<string, Phrases>>;

/** What is named in a normalised text. A longer word hides the shorter ones inside it: "លឿនបំផុត" is urgent, not fast. */
function namedIn(namings: readonly Naming[], text: string): ReadonlySet<string> {
  const named = new Set<string>();
  let open = text;
  let words = spaced(text);
  for (const { id, key } of namings) {
    if (!holds(open, words, key)) continue;
    named.add(id);
    open = KHMER.test(key) ? open.replaceAll(key, ' ') : words.replaceAll(` ${key} `, '  ');
    words = spaced(open);
  }
  return named;
}

const namingsKnown = new WeakMap<object, readonly Naming[]>();

/** All words of the lists, longest first: they are the same in every message too. `owner`: the content they stand in. */
function namingsOf(owner: object, lists: () => readonly (readonly [string, Phrases])[]): readonly Naming[] {
  const known = namingsKnown.get(owner);
  if (known) return known;
  const namings = lists()
    .flatMap(([id, phrases]) => keysOf(phrases).map((key) => ({ id, key })))
    .sort((a, b) => b.key.length - a.key.length);
  namingsKnown.set(owner, namings);
  return namings;
}

/** Of some lists of words, those that a message has a word of. */
export const listsIn = (lists: WordLists, message: string): ReadonlySet<string> =>
  namedIn(
    namingsOf(lists, () => Object.entries(lists)),
    normalise(message),
  );

/** Is a message nothing but a word of the lists? */
export const isWordOf = (lists: WordLists, message: string): boolean =>
  Object.values(lists).some((phrases) => keysOf(phrases).includes(normalise(message)));

/** Has a message one of the words? */
export const hasWord = (phrases: Phrases, message: string): boolean => says(normalise(message), phrases);

/** The case whose words stand in the text; where two cases are named, neither is told. */
function choiceOf(fact: Fact & { type: 'choice' }, text: string): string | undefined {
  const told = namedIn(
    namingsOf(fact, () => fact.values.map(({ id, words }) => [id, words])),
    text,
  );
  return told.size === 1 ? [...told][0] : undefined;
}

/** What a message tells of the citizen's case: "៣០០ ម៉ែត្រការ៉េ" → area_m2 300. Only facts of the catalogue. */
export function factsIn(message: string, facts: readonly Fact[]): Known {
  const text = normalise(message);
  const found = quantities(message);
  const known: Record<string, Known[string]> = {};
  for (const fact of facts) {
    const value = valueIn(fact, text, found);
    if (value !== undefined) known[fact.id] = value;
  }
  return known;
}

function valueIn(fact: Fact, text: string, found: readonly Quantity[]): Known[string] | undefined {
  if (fact.type === 'choice') return choiceOf(fact, text);
  if (fact.type === 'number') return fact.cues && !says(text, fact.cues) ? undefined : numberOf(fact, found);
  const sum = found.find(({ currency, value }) => currency !== undefined && isSensible(value));
  return sum?.currency ? { amount: Math.round(sum.value), currency: sum.currency } : undefined;
}

/** The answer to "how many?" when it was asked: a bare number, or one with its unit. */
export function answerTo(fact: Fact, message: string): Known[string] | undefined {
  const told = factsIn(message, [fact])[fact.id];
  if (told !== undefined) return told;
  const bare = /^[\s]*([\d\s.,x×*]+)[\s]*\p{L}{0,12}[\s.?!។]*$/u.test(plainDigits(message));
  const first = quantities(message)[0];
  if (fact.type === 'choice' || !bare || !first || !isSensible(first.value)) return undefined;
  return fact.type === 'number'
    ? first.value
    : { amount: Math.round(first.value), currency: first.currency ?? 'KHR' };
}

/** A whole message that is only a small number, in either digit system: "2", "២។", "(3)". */
export function bareNumber(message: string): number | undefined {
  const match = /^[\s(]*(\d{1,2})[\s).។]*$/u.exec(plainDigits(message));
  return match ? Number(match[1]) : undefined;
}

/** The one number of a short message that names nothing else to count: "and 350?", "បើ ៣៥០ វិញ". */
export function onlyNumber(message: string): number | undefined {
  const found = quantities(message).filter(({ spelled }) => !spelled);
  const [first] = found;
  return found.length === 1 &&
    first &&
    !first.currency &&
    isSensible(first.value) &&
    [...message].length <= 24
    ? first.value
    : undefined;
}
