/** The features of one text, each once: hashed, and how much it weighs before rarity is counted. */
export interface Bag {
  readonly features: Uint32Array;
  readonly weights: Float32Array;
}

export const EMPTY_BAG: Bag = { features: new Uint32Array(0), weights: new Float32Array(0) };
