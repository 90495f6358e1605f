import { type Aspect, type AspectWords, TONGUES } from '../catalogue/index.ts';
import { normalise } from './normalise.ts';
import { findWords, indexWordList, type WordList } from './word-list.ts';

/** A part of a question that shows what is asked, as it is looked up: Khmer without spaces, Latin between spaces. */
interface Cue {
  readonly key: string;
  readonly aspect: Aspect;
}

/** All cues, longest first, so that "ប៉ុន្មានថ្ងៃ" is found before "ប៉ុន្មាន". */
export interface CueList {
  readonly cues: readonly Cue[];
  /** Tells which of them stand in a text at all. */
  readonly words: WordList;
}

const KHMER = /\p{Script=Khmer}/u;
const BETWEEN_KHMER = / (?<=\p{Script=Khmer} )(?=\p{Script=Khmer})/gu;
const keyOf = (text: string): string => {
  const key = normalise(text);
  return KHMER.test(key) ? key.replaceAll(' ', '') : ` ${key} `;
};

export function cuesOf(aspects: readonly AspectWords[]): CueList {
  const cues = aspects
    .flatMap(({ id, cues }) =>
      TONGUES.flatMap((tongue) => cues[tongue] ?? []).map((text) => ({ key: keyOf(text), aspect: id })),
    )
    .filter(({ key }) => key.trim() !== '')
    .sort((a, b) => b.key.length - a.key.length);
  return { cues, words: indexWordList(cues.map(({ key }, entry) => ({ word: key, entry }))) };
}

/** The aspects whose cues stand in the text, in the order they stand; a longer cue hides the shorter ones inside it. */
export function cuedAspects(list: CueList, text: string): Aspect[] {
  return cuedIn(list, normalise(text));
}

/** The same for a normalised text. */
export function cuedIn({ cues, words }: CueList, key: string): Aspect[] {
  let open = ` ${KHMER.test(key) ? key.replace(BETWEEN_KHMER, '') : key} `;
  const standing = new Set<number>();
  findWords(words, open, 'anywhere', standing);
  const found: { readonly at: number; readonly aspect: Aspect }[] = [];
  for (const entry of [...standing].sort((a, b) => a - b)) {
    const cue = cues[entry]!;
    const at = open.indexOf(cue.key);
    if (at < 0) continue;
    found.push({ at, aspect: cue.aspect });
    open = open.slice(0, at) + '\0'.repeat(cue.key.length) + open.slice(at + cue.key.length);
  }
  return found.sort((a, b) => a.at - b.at).map(({ aspect }) => aspect);
}
