import { normalise } from './normalise.ts';
import type { Reader } from './reader.ts';
import type { GlossaryEntry } from './row.ts';
import { soundKeyBy } from './sound-key.ts';
import { findWords, indexWordList, type WordList } from './word-list.ts';

/** The glossary, ready to be looked up: what a question speaks of, in whichever words and script. */
export interface Glossary {
  readonly ids: readonly string[];
  /** Khmer words, found anywhere in a text without spaces. */
  readonly khmer: WordList;
  /** Latin words, as they are written and as they sound, found as whole words. */
  readonly latin: WordList;
  readonly sounds: WordList;
}

const KHMER = /\p{Script=Khmer}/u;
const LATIN = /[a-z]/;
/** A shorter sound is shared by too many words. */
const SHORTEST_SOUND = 4;

export function readGlossary(entries: readonly GlossaryEntry[], { wordKey }: Reader): Glossary {
  const all = entries.flatMap(({ words }, entry) => words.map((word) => ({ entry, word: normalise(word) })));
  const latin = all.filter(({ word }) => !KHMER.test(word));
  const sounds = latin.map(({ entry, word }) => ({ entry, word: soundKeyBy(wordKey, word) }));
  return {
    ids: entries.map(({ id }) => id),
    khmer: indexWordList(
      all
        .filter(({ word }) => KHMER.test(word))
        .map(({ entry, word }) => ({ entry, word: word.replaceAll(' ', '') })),
    ),
    latin: indexWordList(latin),
    sounds: indexWordList(sounds.filter(({ word }) => word.length >= SHORTEST_SOUND)),
  };
}

/** The ids of the entries that a normalised text speaks of, each once, in the glossary's order. */
export function conceptsIn(
  { ids, khmer, latin, sounds }: Glossary,
  text: string,
  { wordKey }: Reader,
): string[] {
  const found = new Set<number>();
  findWords(khmer, text.replaceAll(' ', ''), 'anywhere', found);
  findWords(latin, text, 'whole words', found);
  if (LATIN.test(text)) findWords(sounds, soundKeyBy(wordKey, text), 'whole words', found);
  return [...found].sort((one, other) => one - other).map((entry) => ids[entry]!);
}
