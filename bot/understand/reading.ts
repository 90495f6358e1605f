import type { Bag } from './bag.ts';
import { englishShare } from './english.ts';
import { conceptsIn, type Glossary } from './glossary.ts';
import type { Reader } from './reader.ts';
import { scriptRuns } from './script-runs.ts';
import { spellingFeatures } from './spelling-features.ts';

/** A text as the ranker sees it. */
export interface Reading {
  /** The search key. */
  readonly key: string;
  readonly spelling: Bag;
  readonly words: Uint32Array;
  /** Is it Khmer, in either script? Then its sound says something. */
  readonly soundsKhmer: boolean;
  readonly hasKhmer: boolean;
  readonly hasLatin: boolean;
  readonly wordCount: number;
}

const LATIN = /\p{Script=Latin}/u;

/** Above this share of English words a Latin text is not romanised Khmer. */
const ENGLISH_ENOUGH = 0.1;

export function readText(text: string, glossary: Glossary, reader: Reader): Reading {
  const key = reader.normalise(text);
  const runs = scriptRuns(key);
  const hasLatin = LATIN.test(key);
  const { all, words } = spellingFeatures(runs, conceptsIn(glossary, key, reader), reader);
  return {
    key,
    spelling: all,
    words,
    soundsKhmer: runs.khmer.length > 0 || (hasLatin && englishShare(runs.words) < ENGLISH_ENOUGH),
    hasKhmer: runs.khmer.length > 0,
    hasLatin,
    wordCount: words.length,
  };
}
