import { productsWith, type Vector } from './postings.ts';
import { fitPulls, likeness } from './pull.ts';
import type { RowIndex } from './row-index.ts';

/** For each label the rows that decide about it, and how strongly each pulls towards it or away from it. */
export interface Attraction {
  /** Rows of label l: from starts[l] to starts[l + 1]. */
  readonly starts: Uint32Array;
  readonly rows: Uint32Array;
  readonly pulls: Float32Array;
}

/**
 * A label learns against its nearest foreign rows, at least as many as it has itself: 50 are as good as all for a
 * label of ten rows, and the cost stays linear in the labels.
 */
const NEAREST_FOREIGN = 50;

/** `middles` are the sums of each label's rows. */
export function learnAttraction(
  index: RowIndex,
  vectors: readonly Vector[],
  rowsOf: readonly (readonly number[])[],
  middles: readonly Vector[],
): Attraction {
  const starts = new Uint32Array(rowsOf.length + 1);
  const rows: number[] = [];
  const pulls: number[] = [];
  const dense = new Float32Array(index.dictionary.features.length);
  rowsOf.forEach((own, label) => {
    const chosen = [...own, ...nearestForeign(index, middles[label]!, own)];
    rows.push(...chosen);
    pulls.push(
      ...fitPulls(
        likenessesAmong(
          chosen.map((row) => vectors[row]!),
          dense,
        ),
        own.length,
      ),
    );
    starts[label + 1] = rows.length;
  });
  return { starts, rows: Uint32Array.from(rows), pulls: Float32Array.from(pulls) };
}

/** Each label's score: what its rows pull, each by how like the question it is. */
export function attractionScores(
  { starts, rows, pulls }: Attraction,
  likenesses: Float32Array,
): Float32Array {
  const scores = new Float32Array(starts.length - 1);
  for (let label = 0; label < scores.length; label += 1) {
    for (let at = starts[label]!; at < starts[label + 1]!; at += 1) {
      scores[label]! += pulls[at]! * likenesses[rows[at]!]!;
    }
  }
  return scores;
}

/** By the sum of their cosines with the label's own rows. */
function nearestForeign(index: RowIndex, middle: Vector, own: readonly number[]): number[] {
  const { sums } = productsWith(index.postings, middle);
  for (const row of own) sums[row] = 0;
  return highest(sums, Math.max(NEAREST_FOREIGN, own.length));
}

const STEPS = 256;

/** About `count` rows with the highest values above zero, in the order of the rows: counted by steps, not sorted. */
function highest(values: Float32Array, count: number): number[] {
  const scale = (STEPS - 1) / (values.reduce((most, value) => Math.max(most, value), 0) || 1);
  const onStep = new Uint32Array(STEPS);
  for (const value of values) onStep[Math.ceil(value * scale)]! += 1;
  let step = STEPS - 1;
  for (let room = count - onStep[step]!; step > 1 && room > 0; room -= onStep[step]!) step -= 1;
  const rows: number[] = [];
  for (let row = 0; row < values.length && rows.length < count; row += 1) {
    if (Math.ceil(values[row]! * scale) >= step) rows.push(row);
  }
  return rows;
}

/** `dense` holds one number per feature, all zero before and after. */
function likenessesAmong(vectors: readonly Vector[], dense: Float32Array): Float32Array[] {
  const lines = vectors.map(() => new Float32Array(vectors.length));
  vectors.forEach((vector, row) => {
    for (let at = 0; at < vector.features.length; at += 1) dense[vector.features[at]!] = vector.weights[at]!;
    for (let column = row; column < vectors.length; column += 1) {
      const value = likeness(dot(vectors[column]!, dense));
      lines[row]![column] = value;
      lines[column]![row] = value;
    }
    for (const feature of vector.features) dense[feature] = 0;
  });
  return lines;
}

function dot({ features, weights }: Vector, dense: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < features.length; at += 1) sum += weights[at]! * dense[features[at]!]!;
  return sum;
}
