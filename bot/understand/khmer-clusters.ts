import { CONSONANTS, INDEPENDENT_VOWELS, type Series, VOWELS } from './khmer-letters.ts';

/** One written cluster with its sounds in Latin letters. */
export interface Cluster {
  /** The base letter, then the letters below it. */
  readonly letters: readonly string[];
  /** As read after these letters; the unwritten vowel when `bare`. */
  readonly vowel: string;
  readonly bare: boolean;
  /** Ends in a sign that lets no consonant close it any more. */
  readonly closed: boolean;
  /** Written am, but read ang or eang when ng follows. */
  readonly takesNg: boolean;
  /** A bantoc: the vowel before this consonant is short. */
  readonly shortens: boolean;
  /** A short i or u that is written but not read at the end of a Pali word: phum(i), cheat(i). */
  readonly mutesAtEnd: boolean;
}

const CLUSTER = /([ក-ឳ])((?:\u17d2[ក-ឳ])*)([\u17b6-\u17d1]*)/gu;
const SILENCED = '\u17cd';
const MAKES_LIGHT = '\u17c9';
const MAKES_HEAVY = '\u17ca';
const SHORTENED = /[\u17cb\u17d0]/u;
const MUTE_ENDING = /^[តទធមក][ិុ]$/u;
const VOWEL_SIGNS = /[^\u17b6-\u17c7]/gu;

/** Sonorants leave the series to the consonant that they stand with. */
const SONORANTS = new Set(['ង', 'ញ', 'ន', 'ណ', 'ម', 'យ', 'រ', 'ល', 'វ']);

/** The clusters of a Khmer word, without the letters that are not read. */
export function readClusters(word: string): Cluster[] {
  return Array.from(word.matchAll(CLUSTER))
    .filter(([, , , marks = '']) => !marks.includes(SILENCED))
    .map(([, base = '', below = '', marks = '']) => readCluster(base, below.replaceAll('\u17d2', ''), marks));
}

function readCluster(base: string, below: string, marks: string): Cluster {
  const signs = marks.replace(VOWEL_SIGNS, '');
  const alone = INDEPENDENT_VOWELS.get(base);
  return {
    letters: Array.from(alone === undefined ? base + below : below, (letter) =>
      consonant(letter, below, marks),
    ),
    vowel:
      (alone ?? '') +
      (alone !== undefined && signs === '' ? '' : vowel(signs, marks, seriesOf(base + below, marks))),
    bare: alone === undefined && signs === '' && !marks.includes('\u17d0'),
    closed: /[\u17c6\u17c7]/u.test(signs),
    shortens: marks.includes('\u17cb'),
    takesNg: signs === 'ាំ',
    mutesAtEnd: MUTE_ENDING.test(base + signs),
  };
}

function consonant(letter: string, below: string, marks: string): string {
  if (letter === 'ប' && (below !== '' || marks.includes(MAKES_LIGHT))) return 'p';
  return CONSONANTS.get(letter)?.latin ?? '';
}

function vowel(signs: string, marks: string, series: Series): string {
  const short = VOWELS.get(signs + (marks.match(SHORTENED)?.[0] ?? ''));
  const [light = 'a', heavy = 'o'] = short ?? VOWELS.get(signs) ?? VOWELS.get(signs.slice(0, 1)) ?? [];
  return series === 'a' ? light : heavy;
}

function seriesOf(letters: string, marks: string): Series {
  if (marks.includes(MAKES_LIGHT)) return 'a';
  if (marks.includes(MAKES_HEAVY)) return 'o';
  const leading = Array.from(letters).filter((letter) => !SONORANTS.has(letter));
  const decides = leading.at(-1) ?? letters.at(-1) ?? '';
  return CONSONANTS.get(decides)?.series ?? 'a';
}
