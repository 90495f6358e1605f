import { type Attraction, attractionScores, learnAttraction } from './attraction.ts';
import type { Bag } from './bag.ts';
import { lengthOf, productsWith, sumOf } from './postings.ts';
import { likeness } from './pull.ts';
import { indexRows, type RowIndex, unitVector } from './row-index.ts';

/** One way of comparing texts (as they are written, as they sound), learnt from the rows. */
export interface Channel {
  readonly index: RowIndex;
  readonly attraction: Attraction;
  /** Length of the sum of a label's rows, to which the sum of their cosines is compared. */
  readonly spread: Float32Array;
}

/** What a channel says of a question: for each label how strongly it attracts it and how near its middle is. */
export interface ChannelScores {
  readonly attraction: Float32Array;
  readonly centre: Float32Array;
  /** The cosine with every row. */
  readonly cosines: Float32Array;
  /** Share of the question that some row knows. */
  readonly known: number;
  readonly features: number;
  readonly read: number;
}

export function buildChannel(bags: readonly Bag[], rowsOf: readonly (readonly number[])[]): Channel {
  const { index, vectors } = indexRows(bags);
  const room = new Float32Array(index.dictionary.rarities.length);
  const telling = rowsOf.map((rows) => rows.filter((row) => vectors[row]!.features.length > 0));
  const middles = telling.map((rows) =>
    sumOf(
      rows.map((row) => vectors[row]!),
      room,
    ),
  );
  const attraction = learnAttraction(index, vectors, telling, middles);
  const spread = Float32Array.from(middles, lengthOf);
  return { index, attraction, spread };
}

/** Most rows have nothing in common with a question. */
function likenessesOf(cosines: Float32Array): Float32Array {
  const likenesses = new Float32Array(cosines.length);
  for (let row = 0; row < cosines.length; row += 1)
    if (cosines[row]! > 0) likenesses[row] = likeness(cosines[row]!);
  return likenesses;
}

export function hearChannel(channel: Channel, labelOf: Uint32Array, bag: Bag): ChannelScores {
  const vector = unitVector(channel.index.dictionary, bag);
  const { sums, read } = productsWith(channel.index.postings, vector);
  const centre = new Float32Array(channel.spread.length);
  for (let row = 0; row < labelOf.length; row += 1) centre[labelOf[row]!]! += sums[row]!;
  return {
    attraction: attractionScores(channel.attraction, likenessesOf(sums)),
    centre: centre.map((sum, label) => sum / (channel.spread[label]! || 1)),
    cosines: sums,
    known: vector.known,
    features: bag.features.length,
    read,
  };
}
