/** Features of one text by their number in a dictionary, each with its weight. */
export interface Vector {
  readonly features: Uint32Array;
  readonly weights: Float32Array;
}

/** The same the other way round: which rows hold a feature. Typed arrays only: a thread hands them over for nothing. */
export interface Postings {
  readonly rowCount: number;
  /** Postings of feature f: from starts[f] to starts[f + 1]. */
  readonly starts: Uint32Array;
  readonly rows: Uint32Array;
  readonly weights: Float32Array;
}

/** `holders` counts for each feature the vectors that have it. */
export function post(vectors: readonly Vector[], holders: Uint32Array): Postings {
  const starts = new Uint32Array(holders.length + 1);
  for (let feature = 0; feature < holders.length; feature += 1)
    starts[feature + 1] = starts[feature]! + holders[feature]!;
  const rows = new Uint32Array(starts[holders.length]!);
  const weights = new Float32Array(rows.length);
  const free = starts.slice();
  for (let row = 0; row < vectors.length; row += 1) {
    const vector = vectors[row]!;
    for (let at = 0; at < vector.features.length; at += 1) {
      const slot = free[vector.features[at]!]!++;
      rows[slot] = row;
      weights[slot] = vector.weights[at]!;
    }
  }
  return { rowCount: vectors.length, starts, rows, weights };
}

export interface Products {
  /** One sum for each row. */
  readonly sums: Float32Array;
  /** How many postings were read: the work done. */
  readonly read: number;
}

/** The product of the text with every row. */
export function productsWith(
  { rowCount, starts, rows, weights: held }: Postings,
  { features, weights }: Vector,
): Products {
  const sums = new Float32Array(rowCount);
  let read = 0;
  for (let at = 0; at < features.length; at += 1) {
    const weight = weights[at]!;
    const to = starts[features[at]! + 1]!;
    const from = starts[features[at]!]!;
    for (let slot = from; slot < to; slot += 1) sums[rows[slot]!]! += weight * held[slot]!;
    read += to - from;
  }
  return { sums, read };
}

/** Sums vectors, in room for every feature that is all zero before and after. */
export function sumOf(vectors: readonly Vector[], room: Float32Array): Vector {
  const features = new Uint32Array(vectors.reduce((sum, vector) => sum + vector.features.length, 0));
  let count = 0;
  for (const vector of vectors)
    for (let at = 0; at < vector.features.length; at += 1) {
      const feature = vector.features[at]!;
      if (room[feature] === 0) features[count++] = feature;
      room[feature]! += vector.weights[at]!;
    }
  const weights = new Float32Array(count);
  for (let at = 0; at < count; at += 1) {
    weights[at] = room[features[at]!]!;
    room[features[at]!] = 0;
  }
  return { features: features.slice(0, count), weights };
}

export function lengthOf({ weights }: Vector): number {
  return Math.sqrt(weights.reduce((squares, weight) => squares + weight * weight, 0));
}
