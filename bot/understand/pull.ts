/** How alike two rows are, from their cosine: more than linear, so that a few close rows outweigh many distant ones. */
export function likeness(cosine: number): number {
  return cosine <= 0 ? 0 : cosine * Math.sqrt(Math.sqrt(cosine));
}

const ROUNDS = 5;
/** How far a row may miss its target; a row of the label itself less than a foreign one. */
const GIVE_OWN = 0.15;
const GIVE_FOREIGN = 0.3;

/**
 * How strongly each row pulls towards the label, so that the pulls times the likenesses come to 1 on the label's own
 * rows (the first `ownCount`) and to 0 on the foreign ones: kernel ridge regression, solved row by row (Gauss-Seidel).
 * The order is fixed, so the same rows always give the same pulls.
 */
export function fitPulls(likenesses: readonly Float32Array[], ownCount: number): Float32Array {
  const pulls = new Float32Array(likenesses.length);
  for (let round = 0; round < ROUNDS; round += 1) {
    likenesses.forEach((line, at) => {
      const own = at < ownCount;
      const others = dot(line, pulls) - line[at]! * pulls[at]!;
      pulls[at] = ((own ? 1 : 0) - others) / (line[at]! + (own ? GIVE_OWN : GIVE_FOREIGN));
    });
  }
  return pulls;
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += one[at]! * other[at]!;
  return sum;
}
