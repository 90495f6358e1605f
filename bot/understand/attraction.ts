import { likenessesAmong } from './likenesses.ts';
import { productsWith, type Vector } from './postings.ts';
import { fitPulls } from './pull.ts';
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

/** `middles` are the sums of each label's rows; rows that say nothing here are left out of `rowsOf`. */
export function learnAttraction(
  index: RowIndex,
  vectors: readonly Vector[],
  rowsOf: readonly (readonly number[])[],
  middles: readonly Vector[],
): Attraction {
  const starts = new Uint32Array(rowsOf.length + 1);
  const rows: number[] = [];
  const pulls: number[] = [];
  const room = new Uint32Array(index.dictionary.rarities.length);
  rowsOf.forEach((own, label) => {
    const chosen = [...own, ...nearestForeign(index, middles[label]!, own)];
    const among = chosen.map((row) => vectors[row]!);
    rows.push(...chosen);
    pulls.push(...fitPulls(likenessesAmong(among, room), own.length));
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
    const end = starts[label + 1]!;
    let score = 0;
    for (let at = starts[label]!; at < end; at += 1) score += pulls[at]! * likenesses[rows[at]!]!;
    scores[label] = score;
  }
  return scores;
}

/** By the sum of their cosines with the label's own rows. */
function nearestForeign(index: RowIndex, middle: Vector, own: readonly number[]): number[] {
  const { sums } = productsWith(index.postings, strongest(middle));
  for (const row of own) sums[row] = 0;
  return highest(sums, Math.max(NEAREST_FOREIGN, own.length));
}

/** A feature below this share of the strongest one carries little: most features do, and what is near stays near without. */
const FAINT = 0.05;

function strongest({ features, weights }: Vector): Vector {
  const kept = { features: new Uint32Array(features.length), weights: new Float32Array(features.length) };
  const least = FAINT * weights.reduce((most, weight) => (weight > most ? weight : most), 0);
  let count = 0;
  for (let at = 0; at < features.length; at += 1) {
    if (weights[at]! < least) continue;
    kept.features[count] = features[at]!;
    kept.weights[count++] = weights[at]!;
  }
  return { features: kept.features.subarray(0, count), weights: kept.weights.subarray(0, count) };
}

const STEPS = 256;

/** About `count` rows with the highest values above zero, in the order of the rows: counted by steps, not sorted. */
function highest(values: Float32Array, count: number): number[] {
  let most = 0;
  for (let row = 0; row < values.length; row += 1) if (values[row]! > most) most = values[row]!;
  const scale = (STEPS - 2) / (most || 1);
  const stepOf = new Uint8Array(values.length);
  const onStep = new Uint32Array(STEPS);
  for (let row = 0; row < values.length; row += 1) {
    if (values[row]! <= 0) continue;
    const step = 1 + Math.trunc(values[row]! * scale);
    stepOf[row] = step;
    onStep[step]! += 1;
  }
  let step = STEPS - 1;
  for (let room = count - onStep[step]!; step > 1 && room > 0; room -= onStep[step]!) step -= 1;
  const rows: number[] = [];
  for (let row = 0; row < stepOf.length && rows.length < count; row += 1)
    if (stepOf[row]! >= step) rows.push(row);
  return rows;
}
