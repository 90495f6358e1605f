/** Taking one vowel for another is half a mistake: people spell them by ear. */
const VOWEL_SWAP = 0.45;
const VOWEL = /[aeiouyAEIOU]/u;

/** How many letters separate two spellings, between 0 (equal) and about 1 (nothing in common). */
export function spellingDistance(one: string, other: string): number {
  const longest = Math.max(one.length, other.length);
  return longest === 0 ? 0 : edits(one, other) / longest;
}

function edits(one: string, other: string): number {
  let above = Float32Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const line = new Float32Array(other.length + 1);
    line[0] = row;
    for (let column = 1; column <= other.length; column += 1) {
      const swap = above[column - 1]! + swapCost(one[row - 1]!, other[column - 1]!);
      line[column] = Math.min(
        above[column]! + dropCost(one[row - 1]!),
        line[column - 1]! + dropCost(other[column - 1]!),
        swap,
      );
    }
    above = line;
  }
  return above[other.length]!;
}

function swapCost(one: string, other: string): number {
  if (one === other) return 0;
  return VOWEL.test(one) && VOWEL.test(other) ? VOWEL_SWAP : 1;
}

function dropCost(letter: string): number {
  return VOWEL.test(letter) ? 0.6 : 1;
}
