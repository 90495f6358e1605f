/** Each consonant has a series that decides how the vowel after it is read: a (light) or o (heavy). */
export type Series = 'a' | 'o';

/** Consonants by Latin spelling: the letter of the a series, the letter of the o series. */
const CONSONANT_PAIRS: ReadonlyArray<readonly [latin: string, light: string, heavy: string]> = [
  ['k', 'ក', 'គ'],
  ['kh', 'ខ', 'ឃ'],
  ['ng', '', 'ង'],
  ['ch', 'ច', 'ជ'],
  ['chh', 'ឆ', 'ឈ'],
  ['nh', '', 'ញ'],
  ['d', 'ដ', 'ឌ'],
  ['th', 'ឋថ', 'ឍធ'],
  ['t', 'ត', 'ទ'],
  ['n', 'ណ', 'ន'],
  ['b', 'ប', ''],
  ['ph', 'ផ', 'ភ'],
  ['p', '', 'ព'],
  ['m', '', 'ម'],
  ['y', '', 'យ'],
  ['r', '', 'រ'],
  ['l', 'ឡ', 'ល'],
  ['v', '', 'វ'],
  ['s', 'សឝឞ', ''],
  ['h', 'ហ', ''],
  ['', 'អ', ''],
];

export interface Consonant {
  readonly latin: string;
  readonly series: Series;
}

export const CONSONANTS: ReadonlyMap<string, Consonant> = new Map(
  CONSONANT_PAIRS.flatMap(([latin, light, heavy]) => [
    ...Array.from(light, (letter): [string, Consonant] => [letter, { latin, series: 'a' }]),
    ...Array.from(heavy, (letter): [string, Consonant] => [letter, { latin, series: 'o' }]),
  ]),
);

/** How a vowel sign is read after a light and after a heavy consonant; '' is the vowel that is not written. */
export const VOWELS: ReadonlyMap<string, readonly [light: string, heavy: string]> = new Map<
  string,
  readonly [string, string]
>([
  ['', ['a', 'o']],
  ['ា', ['a', 'ea']],
  ['ិ', ['e', 'i']],
  ['ី', ['ei', 'i']],
  ['ឹ', ['oe', 'eu']],
  ['ឺ', ['eu', 'eu']],
  ['ុ', ['o', 'u']],
  ['ូ', ['ou', 'u']],
  ['ួ', ['uo', 'uo']],
  ['ើ', ['aeu', 'eu']],
  ['ឿ', ['oea', 'oea']],
  ['ៀ', ['ie', 'ie']],
  ['េ', ['e', 'e']],
  ['ែ', ['ae', 'e']],
  ['ៃ', ['ai', 'ey']],
  ['ោ', ['ao', 'o']],
  ['ៅ', ['au', 'ov']],
  ['ំ', ['am', 'um']],
  ['ុំ', ['om', 'um']],
  ['ាំ', ['am', 'oam']],
  ['ះ', ['ah', 'eah']],
  ['ិះ', ['eh', 'ih']],
  ['ុះ', ['oh', 'uh']],
  ['េះ', ['eh', 'eh']],
  ['ោះ', ['aoh', 'uoh']],
  // An a that a bantoc or a samyok sannya makes short.
  ['ា\u17cb', ['a', 'oa']],
  ['\u17cb', ['a', 'o']],
  ['\u17d0', ['a', 'e']],
]);

/** Vowels that stand on their own. */
export const INDEPENDENT_VOWELS: ReadonlyMap<string, string> = new Map([
  ['ឥ', 'e'],
  ['ឦ', 'ei'],
  ['ឧ', 'o'],
  ['ឩ', 'ou'],
  ['ឪ', 'ov'],
  ['ឫ', 'rue'],
  ['ឬ', 'rue'],
  ['ឭ', 'lue'],
  ['ឮ', 'lue'],
  ['ឯ', 'ae'],
  ['ឰ', 'ai'],
  ['ឱ', 'ao'],
  ['ឳ', 'au'],
]);
