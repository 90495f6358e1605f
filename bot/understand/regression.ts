/** Features that stand in a text, and which kind of text it is. */
export interface Sample {
  readonly features: Uint16Array;
  readonly kind: number;
}

const ROUNDS = 8;
const RATE = 3;
/** A sample told this surely teaches next to nothing: it sits out some rounds, and the learning takes half the time. */
const SURE = 0.95;
const REST = 3;

/** Softmax regression, flat: `weights[feature * kinds + kind]`. Deterministic: samples are taken in a fixed stride. */
export function regress(samples: readonly Sample[], features: number, kinds: number): Float32Array {
  const weights = new Float32Array(features * kinds);
  const telling = samples.filter((sample) => sample.features.length > 0);
  const stride = strideFor(telling.length);
  const chances = new Float64Array(kinds);
  const restsUntil = new Uint8Array(telling.length);
  for (let round = 0; round < ROUNDS; round += 1) {
    const rate = RATE / (1 + round / 3);
    for (let step = 0; step < telling.length; step += 1) {
      const number = (step * stride + round) % telling.length;
      if (restsUntil[number]! > round) continue;
      const chance = learnOne(weights, chances, telling[number]!, rate);
      if (chance > SURE) restsUntil[number] = round + 1 + REST;
    }
  }
  return weights;
}

/** Learns from one sample; returns how likely its kind was before. `chances` is room for one number for each kind. */
function learnOne(
  weights: Float32Array,
  chances: Float64Array,
  { features, kind }: Sample,
  rate: number,
): number {
  fillSoftmax(chances, weights, features);
  const chance = chances[kind]!;
  const share = rate / Math.sqrt(features.length);
  for (let other = 0; other < chances.length; other += 1)
    chances[other] = share * ((other === kind ? 1 : 0) - chances[other]!);
  for (let at = 0; at < features.length; at += 1) {
    const first = features[at]! * chances.length;
    for (let other = 0; other < chances.length; other += 1) weights[first + other]! += chances[other]!;
  }
  return chance;
}

/** How likely each kind is for a text with these features. */
export function softmaxOf(weights: Float32Array, kinds: number, features: Uint16Array): Float64Array {
  const chances = new Float64Array(kinds);
  fillSoftmax(chances, weights, features);
  return chances;
}

function fillSoftmax(chances: Float64Array, weights: Float32Array, features: Uint16Array): void {
  chances.fill(0);
  for (let at = 0; at < features.length; at += 1) {
    const first = features[at]! * chances.length;
    for (let kind = 0; kind < chances.length; kind += 1) chances[kind]! += weights[first + kind]!;
  }
  const scale = 1 / Math.sqrt(Math.max(1, features.length));
  let most = Number.NEGATIVE_INFINITY;
  for (let kind = 0; kind < chances.length; kind += 1) most = Math.max(most, chances[kind]! * scale);
  let total = 0;
  for (let kind = 0; kind < chances.length; kind += 1) {
    chances[kind] = Math.exp(chances[kind]! * scale - most);
    total += chances[kind]!;
  }
  for (let kind = 0; kind < chances.length; kind += 1) chances[kind]! /= total;
}

/** A step that visits every sample once a round in a scattered order. */
function strideFor(count: number): number {
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  let stride = Math.max(1, Math.floor(count * 0.618));
  while (gcd(stride, count) !== 1) stride += 1;
  return stride;
}
