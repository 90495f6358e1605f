import type { Bag } from './bag.ts';
import { englishShare } from './english.ts';
import { conceptsIn, type Glossary } from './glossary.ts';
import { normalise } from './normalise.ts';
import { scriptRuns } from './script-runs.ts';
import { spellingFeatures } from './spelling-features.ts';

/** A text as the ranker sees it. */
export interface Reading {
  /** The search key. */
  readonly key: string;
  readonly spelling: Bag;
  readonly words: Bag;
  /** Is it Khmer, in either script? Then its sound says something. */
  readonly soundsKhmer: boolean;
  readonly hasKhmer: boolean;
  readonly hasLatin: boolean;
  readonly wordCount: number;
  /** Letters and digits, not counting marks. */
  readonly letters: number;
}

const LATIN = /\p{Script=Latin}/u;
const LETTER = /[\p{L}\p{N}]/gu;

/** Above this share of English words a Latin text is not romanised Khmer. */
const ENGLISH_ENOUGH = 0.1;

export function readText(text: string, glossary: Glossary): Reading {
  const key = normalise(text);
  const { khmer, words } = scriptRuns(key);
  const { all, words: counted } = spellingFeatures(key, conceptsIn(glossary, key));
  const hasLatin = LATIN.test(key);
  return {
    key,
    spelling: all,
    words: counted,
    soundsKhmer: khmer.length > 0 || (hasLatin && englishShare(words) < ENGLISH_ENOUGH),
    hasKhmer: khmer.length > 0,
    hasLatin,
    wordCount: counted.size,
    letters: key.match(LETTER)?.length ?? 0,
  };
}
