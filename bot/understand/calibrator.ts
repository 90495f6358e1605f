import type { Signals } from './signals.ts';

/** Weights of a logistic model. Written by `tsx scripts/fit-calibrator.ts --write`; not edited by hand. */
export const BIAS = -6.032;
export const SIGNAL_WEIGHTS: Readonly<Record<keyof Signals, number>> = {
  share: 2.436,
  lead: 1.194,
  score: 0.0,
  attraction: 2.497,
  centre: 1.127,
  nearest: 0.0,
  words: 0.0,
  knownLetters: 0.514,
  knownWords: 0.484,
  length: 0.708,
  agreement: 0.654,
};
