import type { Signals } from '../../bot/index.ts';

/** The signals of one ranking, and whether its first label was right. */
export interface Sample {
  readonly signals: Signals;
  readonly right: boolean;
  /** Every lesson counts the same, however many queries it has. */
  readonly weight: number;
}

export const SIGNAL_NAMES = [
  'share',
  'lead',
  'score',
  'attraction',
  'centre',
  'nearest',
  'words',
  'knownLetters',
  'knownWords',
  'length',
  'agreement',
] as const satisfies readonly (keyof Signals)[];

/** A logistic model: one weight for each of SIGNAL_NAMES. */
export interface Model {
  bias: number;
  readonly weights: number[];
}

const STEPS = 1500;
const PACE = 0.5;
const SHRINK = 0.002;

/** Logistic regression by gradient descent on standardised signals, handed back in the signals' own units. */
export function fitModel(samples: readonly Sample[]): Model {
  const total = samples.reduce((sum, { weight }) => sum + weight, 0);
  const mean = SIGNAL_NAMES.map((name) => sumOf(samples, (sample) => sample.signals[name]) / total);
  const spread = SIGNAL_NAMES.map((name, at) =>
    Math.sqrt(sumOf(samples, (sample) => (sample.signals[name] - mean[at]!) ** 2) / total + 1e-9),
  );
  const inputs = samples.map(({ signals }) =>
    SIGNAL_NAMES.map((name, at) => (signals[name] - mean[at]!) / spread[at]!),
  );
  const model: Model = { bias: 0, weights: SIGNAL_NAMES.map(() => 0) };
  for (let step = 0; step < STEPS; step += 1) descend(model, samples, inputs, total);
  const weights = model.weights.map((weight, at) => weight / spread[at]!);
  return { bias: weights.reduce((bias, weight, at) => bias - weight * mean[at]!, model.bias), weights };
}

function descend(model: Model, samples: readonly Sample[], inputs: readonly number[][], total: number): void {
  const slopes = model.weights.map(() => 0);
  let biasSlope = 0;
  samples.forEach(({ right, weight }, at) => {
    const input = inputs[at]!;
    const sum = input.reduce(
      (sofar, value, position) => sofar + value * model.weights[position]!,
      model.bias,
    );
    const miss = (weight / total) * ((right ? 1 : 0) - 1 / (1 + Math.exp(-sum)));
    biasSlope += miss;
    input.forEach((value, position) => {
      slopes[position]! += miss * value;
    });
  });
  model.bias += PACE * biasSlope;
  slopes.forEach((slope, position) => {
    const moved = model.weights[position]! + PACE * (slope - SHRINK * model.weights[position]!);
    // Each signal speaks for the first candidate: a fit that turns one round has learnt an accident of these sets.
    model.weights[position] = Math.max(0, moved);
  });
}

function sumOf(samples: readonly Sample[], value: (sample: Sample) => number): number {
  return samples.reduce((sum, sample) => sum + sample.weight * value(sample), 0);
}
