import type { Vector } from './postings.ts';
import { type Likenesses, likeness } from './pull.ts';

/** `room` has a number for every feature and is all zero before and after. Pairs cost what they share, not what they hold. */
export function likenessesAmong(vectors: readonly Vector[], room: Uint32Array): Likenesses {
  const size = vectors.length;
  const values = new Float32Array(size * size);
  addProducts(values, size, gather(vectors, room));
  for (let row = 0; row < size; row += 1) {
    values[row * size + row] = 1;
    for (let other = 0; other < row; other += 1) {
      const value = likeness(values[row * size + other]!);
      values[row * size + other] = value;
      values[other * size + row] = value;
    }
  }
  return { size, values };
}

/** For one feature after the other the texts that have it, ascending, up to its end. */
interface Gathered {
  readonly ends: Uint32Array;
  readonly owners: Uint32Array;
  readonly weights: Float32Array;
}

function gather(vectors: readonly Vector[], room: Uint32Array): Gathered {
  const total = vectors.reduce((sum, { features }) => sum + features.length, 0);
  const met = metFeatures(vectors, room, total);
  const owners = new Uint32Array(total);
  const weights = new Float32Array(total);
  for (let row = 0; row < vectors.length; row += 1) {
    const vector = vectors[row]!;
    for (let at = 0; at < vector.features.length; at += 1) {
      const slot = room[vector.features[at]!]!++;
      owners[slot] = row;
      weights[slot] = vector.weights[at]!;
    }
  }
  const ends = met.map((feature) => room[feature]!);
  for (let at = 0; at < met.length; at += 1) room[met[at]!] = 0;
  return { ends, owners, weights };
}

/** Every feature of the texts once; in `room` then stands where its texts begin. */
function metFeatures(vectors: readonly Vector[], room: Uint32Array, total: number): Uint32Array {
  const met = new Uint32Array(total);
  let count = 0;
  for (const { features } of vectors)
    for (let at = 0; at < features.length; at += 1) {
      const feature = features[at]!;
      if (room[feature] === 0) met[count++] = feature;
      room[feature]! += 1;
    }
  let start = 0;
  for (let at = 0; at < count; at += 1) {
    const holders = room[met[at]!]!;
    room[met[at]!] = start;
    start += holders;
  }
  return met.subarray(0, count);
}

/** Fills the half of the lines below the diagonal with the products of the texts. */
function addProducts(values: Float32Array, size: number, { ends, owners, weights }: Gathered): void {
  let start = 0;
  for (let feature = 0; feature < ends.length; feature += 1) {
    const end = ends[feature]!;
    for (let at = start + 1; at < end; at += 1) {
      const line = owners[at]! * size;
      const weight = weights[at]!;
      for (let before = start; before < at; before += 1)
        values[line + owners[before]!]! += weight * weights[before]!;
    }
    start = end;
  }
}
