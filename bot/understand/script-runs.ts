export interface ScriptRuns {
  /** Khmer phrases; spaces between Khmer words are dropped, for some type them and most do not. */
  readonly khmer: readonly string[];
  /** Words of every other script, and numbers. */
  readonly words: readonly string[];
}

const KHMER_PHRASE = /[\p{Script=Khmer}](?:[\p{Script=Khmer} ]*[\p{Script=Khmer}])?/gu;

/** Takes a normalised text apart by script. */
export function scriptRuns(text: string): ScriptRuns {
  const khmer = Array.from(text.matchAll(KHMER_PHRASE), ([phrase]) => phrase.replaceAll(' ', ''));
  const words = text
    .replace(KHMER_PHRASE, ' ')
    .split(' ')
    .filter((word) => word !== '');
  return { khmer, words };
}
