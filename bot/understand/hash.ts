const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** The hash of the empty text of a kind, to go on from with `hashOn`. The kind keeps equal spellings of different features apart. */
export function startOf(kind: number): number {
  return Math.imul(OFFSET ^ kind, PRIME);
}

/** The hash of the text with one more letter; signed until the caller is done. */
export function hashOn(sum: number, letter: number): number {
  return Math.imul(sum ^ letter, PRIME);
}

/** FNV-1a over a slice of a text. 32 bits, unsigned. */
export function hash(kind: number, text: string, start = 0, end = text.length): number {
  return hashSlice(startOf(kind), text, start, end) >>> 0;
}

const SPACE = 32;

/** The hash of two words with a space between them, without writing them together first. */
export function hashPair(kind: number, one: string, other: string): number {
  const first = hashOn(hashSlice(startOf(kind), one, 0, one.length), SPACE);
  return hashSlice(first, other, 0, other.length) >>> 0;
}

function hashSlice(from: number, text: string, start: number, end: number): number {
  let sum = from;
  for (let at = start; at < end; at += 1) sum = hashOn(sum, text.charCodeAt(at));
  return sum;
}
