/** How alike two rows are, from their cosine: more than linear, so that a few close rows outweigh many distant ones. */
export function likeness(cosine: number): number {
  return cosine <= 0 ? 0 : cosine * Math.sqrt(Math.sqrt(cosine));
}

/** How alike each two of some texts are: line after line, `size` numbers in each. */
export interface Likenesses {
  readonly size: number;
  readonly values: Float32Array;
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
export function fitPulls({ size, values }: Likenesses, ownCount: number): Float32Array {
  const pulls = new Float32Array(size);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let row = 0; row < size; row += 1) {
      const own = row < ownCount;
      const itself = values[row * size + row]!;
      const others = pulledBy(pulls, values, row * size) - itself * pulls[row]!;
      pulls[row] = ((own ? 1 : 0) - others) / (itself + (own ? GIVE_OWN : GIVE_FOREIGN));
    }
  }
  return pulls;
}

function pulledBy(pulls: Float32Array, values: Float32Array, line: number): number {
  let sum = 0;
  for (let at = 0; at < pulls.length; at += 1) sum += values[line + at]! * pulls[at]!;
  return sum;
}
