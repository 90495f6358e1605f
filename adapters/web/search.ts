import { hear, type Knowledge, normalise, type Service } from '../../bot/index.ts';

/** A search is a few words; more does not make it clearer. */
export const MOST_SEARCH = 200;

/** Services for a search: first those that the words are understood to mean, then those whose names contain them. */
export function searchServices(knowledge: Knowledge, words: string): Service[] {
  const asked = words.slice(0, MOST_SEARCH);
  const ids = new Set([...understood(knowledge, asked), ...named(knowledge, asked)]);
  return [...ids].flatMap((id) => knowledge.service(id) ?? []).filter(({ status }) => status === 'active');
}

function understood(knowledge: Knowledge, words: string): string[] {
  return hear(knowledge, words).questions.flatMap(({ meaning }) => {
    if (meaning.kind === 'service') return [meaning.service];
    return meaning.kind === 'choices' ? meaning.services : [];
  });
}

/** Khmer is written without spaces, so words are looked for anywhere in the names, not only at their beginnings. */
function named({ catalogue }: Knowledge, words: string): string[] {
  const wanted = normalise(words)
    .split(' ')
    .filter((word) => word !== '');
  if (wanted.length === 0) return [];
  return catalogue.services
    .filter((service) => wanted.every((word) => namesOf(service).includes(word)))
    .map(({ id }) => id);
}

function namesOf({ name, short, summary, aliases }: Service): string {
  const names = [name, short, summary].flatMap(({ km, en }) => [km, en]);
  return normaliseEach([...names, ...Object.values(aliases).flatMap((phrases) => phrases ?? [])]).join(' | ');
}

const normaliseEach = (texts: readonly string[]): string[] => texts.map(normalise);
