import { hear, type Knowledge, normalise, type Service } from '../../bot/index.ts';

/** A search is a few words; more does not make it clearer. */
export const MOST_SEARCH = 200;

/** The beginning of a long search, never with half a character at its end. */
export const cutSearch = (words: string): string =>
  words
    .trim()
    .slice(0, MOST_SEARCH)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd();

/** Services for a search: first those that the words are understood to mean, then those whose names contain them. */
export function searchServices(knowledge: Knowledge, words: string): Service[] {
  const ids = new Set([...understood(knowledge, words), ...named(knowledge, words)]);
  return [...ids].flatMap((id) => knowledge.service(id) ?? []).filter(({ status }) => status === 'active');
}

function understood(knowledge: Knowledge, words: string): string[] {
  return hear(knowledge, words).questions.flatMap(({ meaning }) => {
    if (meaning.kind === 'service') return [meaning.service];
    return meaning.kind === 'choices' ? meaning.services : [];
  });
}

/** Khmer is written without spaces, so words are looked for anywhere in the names, not only at their beginnings. */
function named(knowledge: Knowledge, words: string): string[] {
  const wanted = normalise(words)
    .split(' ')
    .filter((word) => word !== '');
  if (wanted.length === 0) return [];
  return namesIn(knowledge)
    .filter(({ names }) => wanted.every((word) => names.includes(word)))
    .map(({ id }) => id);
}

interface Named {
  readonly id: string;
  readonly names: string;
}

/** Knowledge is swapped as a whole, and its names go with it. */
const namesByKnowledge = new WeakMap<Knowledge, readonly Named[]>();

function namesIn(knowledge: Knowledge): readonly Named[] {
  const before = namesByKnowledge.get(knowledge);
  if (before) return before;
  const all = knowledge.catalogue.services.map((service) => ({ id: service.id, names: namesOf(service) }));
  namesByKnowledge.set(knowledge, all);
  return all;
}

function namesOf({ name, short, summary, aliases }: Service): string {
  const names = [name, short, summary].flatMap(({ km, en }) => [km, en]);
  return normaliseEach([...names, ...Object.values(aliases).flatMap((phrases) => phrases ?? [])]).join(' | ');
}

const normaliseEach = (texts: readonly string[]): string[] => texts.map(normalise);
