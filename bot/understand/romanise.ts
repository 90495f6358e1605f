import { type Cluster, readClusters } from './khmer-clusters.ts';
import { segment } from './segment.ts';

const KHMER_RUN = /([\u1780-\u17d3\u17dd]+)/u;

/** Consonants that close a syllable even when the letter below them opens the next one: kan-dal. */
const CLOSING = new Set(['ng', 'nh', 'n', 'm']);

/** Before these a short ea stays as it is: neak, but koat. */
const VELARS = new Set(['k', 'ng']);

/** How a consonant sounds at the end of a syllable. */
const FINALS: ReadonlyMap<string, string> = new Map([
  ['d', 't'],
  ['b', 'p'],
  ['th', 't'],
  ['kh', 'k'],
  ['ph', 'p'],
  ['chh', 'ch'],
]);

/** Words that are not read as they are written. */
const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['អ្នក', 'neak'],
  ['អ្វី', 'avey'],
  ['ឱយ', 'oy'],
  ['ក៏', 'kor'],
  ['បុរស', 'boros'],
  ['ឥឡូវ', 'elov'],
]);

/** The vowel that Khmer does not write: maps and road signs spell it a (Kandal), chat mostly o (kondal). */
export type UnwrittenVowel = 'a' | 'o';

/** How Khmer text would be typed in Latin letters, by rule. Everything that is not Khmer stays as it is. */
export function romanise(text: string, unwritten: UnwrittenVowel = 'a'): string {
  return spellKhmer(divideKhmer(text, segment), (word) => spell(word, unwritten));
}

/** A text in pieces: every second one holds the words of a Khmer run, the others what stands between. */
export function divideKhmer(
  text: string,
  divide: (phrase: string) => readonly string[],
): readonly (readonly string[])[] {
  return text.split(KHMER_RUN).map((piece, at) => (at % 2 === 1 ? divide(piece) : [piece]));
}

export function spellKhmer(
  pieces: readonly (readonly string[])[],
  spelling: (word: string) => string,
): string {
  return pieces
    .map((piece, at) => (at % 2 === 1 ? piece.map((word) => spelling(word)) : piece).join(''))
    .join('');
}

/** One Khmer word in Latin letters. */
export function spell(word: string, unwritten: UnwrittenVowel): string {
  return IRREGULAR.get(word) ?? spellByRule(word, unwritten);
}

function spellByRule(word: string, unwritten: UnwrittenVowel): string {
  const clusters = readClusters(word);
  let latin = '';
  let open: Cluster | undefined;
  clusters.forEach((cluster, at) => {
    const following = clusters.slice(at + 1, at + 3);
    if (open && endsSyllable(cluster, open, following)) {
      latin = closeWith(latin, cluster);
      open = undefined;
    } else {
      latin +=
        open && splits(cluster, open)
          ? splitOpen(cluster, following, unwritten)
          : cluster.letters.join('') + vowelOf(cluster, unwritten);
      open = cluster;
    }
  });
  return latin;
}

/** A nasal sign that ng closes is read with it: tam + ng is tang, poam + ng is peang. */
function closeWith(syllable: string, cluster: Cluster): string {
  const letter = final(cluster.letters[0]);
  if (cluster.shortens && !VELARS.has(letter)) return syllable.replace(/ea$/u, 'oa') + letter;
  if (letter !== 'ng' || !syllable.endsWith('m')) return syllable + letter;
  return `${syllable.slice(0, -1).replace(/oa$/u, 'ea')}ng`;
}

function vowelOf({ bare, vowel }: Cluster, unwritten: UnwrittenVowel): string {
  return bare && vowel === 'a' ? unwritten : vowel;
}

function final(letter = ''): string {
  return FINALS.get(letter) ?? letter;
}

/** The upper letter closes the syllable before, the lower ones open the next; at the end of a word they are mute. */
function splitOpen(cluster: Cluster, following: readonly Cluster[], unwritten: UnwrittenVowel): string {
  const [above, ...below] = cluster.letters;
  const mute = cluster.bare && following.length === 0;
  return final(above) + (mute ? '' : below.join('') + vowelOf(cluster, unwritten));
}

/** A consonant without a vowel ends the syllable before it, unless the one after needs it: sa-kol, not sak-l. */
function endsSyllable(cluster: Cluster, open: Cluster, following: readonly Cluster[]): boolean {
  const [next, afterNext] = following;
  if (open.closed) return open.takesNg && cluster.bare && cluster.letters[0] === 'ng';
  if (!next && !open.bare && cluster.letters.length === 1 && cluster.mutesAtEnd) return true;
  if (!cluster.bare) return false;
  if (!next) return true;
  if (cluster.letters.length > 1) return false;
  const carriesNext = next.bare && next.letters.length === 1 && !afterNext;
  return !(open.bare && carriesNext);
}

function splits(cluster: Cluster, open: Cluster): boolean {
  const [above = '', below] = cluster.letters;
  if (below === undefined || open.closed) return false;
  if (CLOSING.has(above) || above[0] === below[0]) return true;
  return open.bare ? below !== 'r' && below !== 'l' : below === 's';
}
