/** Features of one text by their position in a dictionary, each with its weight. */
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

export function post(vectors: readonly Vector[], featureCount: number): Postings {
  const starts = new Uint32Array(featureCount + 1);
  for (const { features } of vectors) for (const feature of features) starts[feature + 1]! += 1;
  for (let feature = 0; feature < featureCount; feature += 1) starts[feature + 1]! += starts[feature]!;
  const rows = new Uint32Array(starts[featureCount]!);
  const weights = new Float32Array(rows.length);
  const free = starts.slice();
  vectors.forEach((vector, row) => {
    vector.features.forEach((feature, at) => {
      const slot = free[feature]!;
      free[feature] = slot + 1;
      rows[slot] = row;
      weights[slot] = vector.weights[at]!;
    });
  });
  return { rowCount: vectors.length, starts, rows, weights };
}

export interface Products {
  /** One sum for each row. */
  readonly sums: Float32Array;
  /** How many postings were read: the work done. */
  readonly read: number;
}

/** The product of the text with every row. */
export function productsWith(postings: Postings, { features, weights }: Vector): Products {
  const sums = new Float32Array(postings.rowCount);
  let read = 0;
  for (let at = 0; at < features.length; at += 1) {
    const from = postings.starts[features[at]!]!;
    const to = postings.starts[features[at]! + 1]!;
    for (let slot = from; slot < to; slot += 1)
      sums[postings.rows[slot]!]! += weights[at]! * postings.weights[slot]!;
    read += to - from;
  }
  return { sums, read };
}

export function sumOf(vectors: readonly Vector[]): Vector {
  const sum = new Map<number, number>();
  for (const { features, weights } of vectors) {
    for (let at = 0; at < features.length; at += 1) {
      sum.set(features[at]!, (sum.get(features[at]!) ?? 0) + weights[at]!);
    }
  }
  return { features: Uint32Array.from(sum.keys()), weights: Float32Array.from(sum.values()) };
}

export function lengthOf({ weights }: Vector): number {
  return Math.sqrt(weights.reduce((squares, weight) => squares + weight * weight, 0));
}
