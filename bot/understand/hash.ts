const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** The hash of the empty text of kind 0, to go on from with `hashOn`. */
export const START = Math.imul(OFFSET, PRIME);

/** FNV-1a over a slice of a text; the kind keeps equal spellings of different features apart. 32 bits, unsigned. */
export function hash(kind: number, text: string, start = 0, end = text.length): number {
  let sum = Math.imul(OFFSET ^ kind, PRIME);
  for (let at = start; at < end; at += 1) sum = hashOn(sum, text.charCodeAt(at));
  return sum >>> 0;
}

/** The hash of the text with one more letter; signed until the caller is done. */
export function hashOn(sum: number, letter: number): number {
  return Math.imul(sum ^ letter, PRIME);
}
