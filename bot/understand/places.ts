import { type Place, provinceCode } from '../catalogue/index.ts';
import { normalise } from './normalise.ts';
import { romanise } from './romanise.ts';
import { soundKey } from './sound-key.ts';

interface Spelling {
  readonly code: string;
  /** Khmer without spaces, or how Latin letters sound. */
  readonly key: string;
}

/** Every way to write each place, for finding places inside messages. */
export interface PlaceBook {
  readonly khmer: readonly Spelling[];
  readonly latin: readonly Spelling[];
}

const KHMER = /\p{Script=Khmer}/u;
const MOST_WORDS = 4;
/** A shorter sound is too easily part of something else: such names must be typed exactly. */
const SHORTEST_SOUND = 4;

const unspaced = (text: string): string => text.replaceAll(' ', '');
const soundOf = (text: string): string => unspaced(soundKey(text));

/** Names, aliases and the romanised Khmer names of all places. */
export function bookOfPlaces(places: readonly Place[]): PlaceBook {
  const names = places.flatMap(({ code, name, aliases }) =>
    [name.km, name.en, romanise(name.km), ...(aliases ?? [])].map((text) => ({
      code,
      text: normalise(text),
    })),
  );
  return {
    khmer: names
      .filter(({ text }) => KHMER.test(text))
      .map(({ code, text }) => ({ code, key: unspaced(text) })),
    latin: names
      .filter(({ text }) => text !== '' && !KHMER.test(text))
      .map(({ code, text }) => ({ code, key: soundOf(text) })),
  };
}

/**
 * The place a message names; undefined when it names none, or several that do not lie in each other. A
 * district beside its province wins; of a province and a district with one name, the province.
 */
export function placeIn(book: PlaceBook, message: string): string | undefined {
  const text = normalise(message);
  const khmer = unspaced(text);
  const windows = wordWindows(text);
  const found = [
    ...book.khmer.filter(({ key }) => khmer.includes(key)),
    ...book.latin.filter(({ key }) => windows.has(key)),
  ];
  const whole = found.filter(
    ({ key }) => !found.some((other) => other.key.length > key.length && other.key.includes(key)),
  );
  const codes = [...new Set(whole.map(({ code }) => code))].sort((a, b) => a.length - b.length);
  const provinces = codes.filter((code) => code.length === 2);
  const districts = codes.filter((code) => code.length === 4);
  const named = (code: string) => whole.find((spelling) => spelling.code === code)?.key;
  const inside = districts.filter(
    (code) => provinces.includes(provinceCode(code)) && named(code) !== named(provinceCode(code)),
  );
  if (inside.length > 0) return inside.length === 1 ? inside[0] : undefined;
  if (provinces.length > 0) return provinces.length === 1 ? provinces[0] : undefined;
  return districts.length === 1 ? districts[0] : undefined;
}

/** How each run of up to four Latin words sounds without its spaces. */
function wordWindows(text: string): Set<string> {
  const words = text.split(' ').filter((word) => /^[a-z0-9]+$/.test(word));
  const windows = new Set<string>();
  for (let from = 0; from < words.length; from++)
    for (let to = from + 1; to <= Math.min(words.length, from + MOST_WORDS); to++) {
      const key = soundOf(words.slice(from, to).join(' '));
      if (key.length >= SHORTEST_SOUND || to - from === words.length) windows.add(key);
    }
  return windows;
}

const latinNames = new WeakMap<PlaceBook, ReadonlySet<string>>();

function latinNamesOf(book: PlaceBook): ReadonlySet<string> {
  const known = latinNames.get(book) ?? new Set(book.latin.map(({ key }) => key));
  latinNames.set(book, known);
  return known;
}

/** The text without the names of places: "ធ្វើអត្តសញ្ញាណប័ណ្ណនៅភ្នំពេញ" asks nothing else than it would elsewhere. Normalised. */
export function withoutPlaces(book: PlaceBook, text: string): string {
  const khmer = book.khmer.reduce((left, { key }) => left.replace(key, ' '), normalise(text));
  const words = khmer.split(' ').filter((word) => word !== '');
  const named = latinNamesOf(book);
  for (let size = MOST_WORDS; size >= 1; size--)
    for (let from = 0; from + size <= words.length; ) {
      const key = soundOf(words.slice(from, from + size).join(' '));
      if (key.length >= SHORTEST_SOUND && named.has(key) && /^[a-z]/.test(words[from]!))
        words.splice(from, size);
      else from++;
    }
  return words.join(' ');
}
