type Spelling = readonly [written: RegExp, sound: string];

/** Chat, gazetteer and schoolbook spell the same consonant differently: one capital for each sound. */
const CONSONANTS: readonly Spelling[] = [
  // Chat leaves the vowel out: jg is chong, yg is yeung.
  [/(?<![aeioun ])(?<=[a-z])g(?![a-z])/gu, 'N'],
  [/chh|ch|jh|j|x/gu, 'C'],
  [/ng/gu, 'N'],
  [/nh|ny|gn/gu, 'J'],
  [/kh|gh|k|g|q|c/gu, 'K'],
  [/ph|bh|p|b|f/gu, 'P'],
  [/th|dh|t|d/gu, 'T'],
  [/z|sh|s/gu, 'S'],
  [/w/gu, 'v'],
  [/y(?=[aeiou])/gu, 'Y'],
  [/er(?![aeiou])/gu, 'eu'],
];

/** Sounds that are written but not heard at the end of a syllable. */
const UNHEARD = /(?<=[aeiouy])[rh]+(?![aeiouy])/gu;
const UNHEARD_AT_END = /(?<=[aeiouy])S(?= |$)/gu;

/** Five classes of vowels, longest spellings first. */
const VOWELS: readonly Spelling[] = [
  [/aeu|oeu|eua|eu|oe|ue/gu, 'E'],
  [/ou|oo|uo|ua|u|ov|ow|au/gu, 'U'],
  [/ao|oa|o/gu, 'O'],
  [/a(?=y|i)|ai|ay|ae|ea|ia|ie|ei|ey|e|i|y/gu, 'I'],
  [/a+/gu, 'A'],
];

/** Latin text as it sounds: the same for spellings that a Khmer reader takes for the same. Spaces are kept. */
export function soundKey(latin: string): string {
  return soundKeyBy(wordKey, latin);
}

/** The same, with a `wordKey` that may remember. */
export function soundKeyBy(keyOf: (word: string) => string, latin: string): string {
  return latin
    .split(' ')
    .map((word) => keyOf(word))
    .join(' ');
}

/** The sound key of one word: what stands beside it does not change it. */
export function wordKey(latin: string): string {
  const spelt = replaceAll(latin, CONSONANTS).replace(UNHEARD, '').replace(UNHEARD_AT_END, '');
  return replaceAll(spelt, VOWELS).replace(/(.)\1+/gu, '$1');
}

/** Only the consonants of a sound key, with one nasal. */
export function skeleton(key: string): string {
  return key
    .replace(/[AEIOU]/gu, '')
    .replace(/[NJ]/gu, 'n')
    .replace(/(\S)\1+/gu, '$1');
}

function replaceAll(text: string, spellings: readonly Spelling[]): string {
  return spellings.reduce((sofar, [written, sound]) => sofar.replace(written, sound), text);
}
