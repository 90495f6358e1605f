import type { Signals } from './signals.ts';

/** Weights of a logistic model. Written by `npm run fit:calibrator --write`; not edited by hand. */
export const BIAS = -5.713;
export const SIGNAL_WEIGHTS: Readonly<Record<keyof Signals, number>> = {
  share: 2.981,
  lead: 1.746,
  score: 0.0,
  attraction: 0.995,
  centre: 1.173,
  nearest: 0.0,
  words: 0.0,
  knownLetters: 0.407,
  knownWords: 0.479,
  length: 0.665,
  agreement: 0.44,
};
