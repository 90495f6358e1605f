import { ASPECTS, type Aspect, type AspectWords } from '../catalogue/index.ts';
import { type Cue, cuedAspects, cuesOf } from './cues.ts';
import { hash } from './hash.ts';
import { phraseFeatures } from './phrase-features.ts';

/** A question whose aspect is known; `topic` is what it is about. */
export interface AspectRow {
  readonly text: string;
  readonly aspect: Aspect | 'general';
  readonly topic: string;
}

/** Weights of each feature for each aspect, flat: `weights[feature * KINDS.length + kind]`. Features seen with one topic only weigh nothing. */
export interface AspectModel {
  readonly weights: Float32Array;
  readonly cues: readonly Cue[];
}

const KINDS = [...ASPECTS, 'general'] as const;
const BUCKETS = 1 << 15;
/** A feature that few topics share is about the topic, not about what is asked. */
const FEWEST_TOPICS = 4;
const ROUNDS = 14;
const RATE = 3;
const CUED = 31;
const CUED_LAST = 32;

/**
 * Learns what is asked, apart from what it is asked about: softmax regression over letter groups that
 * questions on many different services share. Deterministic: rows are taken in a fixed stride.
 */
export function learnAspects(rows: readonly AspectRow[], words: readonly AspectWords[]): AspectModel {
  const cues = cuesOf(words);
  const read = rows.map(({ text, aspect, topic }) => ({
    features: bucketsOf(cues, text),
    kind: KINDS.indexOf(aspect),
    topic,
  }));
  const shared = sharedBuckets(read);
  const kept = read.map(({ features, kind }) => ({
    kind,
    features: features.filter((bucket) => shared[bucket]),
  }));
  const weights = new Float32Array(BUCKETS * KINDS.length);
  const stride = strideFor(kept.length);
  for (let round = 0; round < ROUNDS; round++) {
    const rate = RATE / (1 + round / 3);
    for (let step = 0; step < kept.length; step++) {
      const { features, kind } = kept[(step * stride + round) % kept.length]!;
      learnOne(weights, features, kind, rate);
    }
  }
  return { weights, cues };
}

function learnOne(weights: Float32Array, features: readonly number[], kind: number, rate: number): void {
  if (features.length === 0) return;
  const chances = softmax(scores(weights, features));
  const share = rate / Math.sqrt(features.length);
  for (let other = 0; other < KINDS.length; other++) {
    const gradient = (other === kind ? 1 : 0) - chances[other]!;
    for (const bucket of features) {
      const at = bucket * KINDS.length + other;
      weights[at]! += share * gradient;
    }
  }
}

/** How likely each aspect is what the text asks, most likely first; `general`: nothing in particular. */
export function aspectChances(
  { weights, cues }: AspectModel,
  text: string,
): { readonly aspect: Aspect | 'general'; readonly chance: number }[] {
  const features = bucketsOf(cues, text).filter((bucket) =>
    KINDS.some((_, kind) => weights[bucket * KINDS.length + kind] !== 0),
  );
  const chances = softmax(scores(weights, features));
  return KINDS.map((aspect, kind) => ({
    aspect,
    chance: features.length === 0 ? (aspect === 'general' ? 1 : 0) : chances[kind]!,
  })).sort((a, b) => b.chance - a.chance);
}

/** The phrase's letter groups, and which aspects' cues stand in it; the last cue mostly carries the question. */
function bucketsOf(cues: readonly Cue[], text: string): number[] {
  const cued = cuedAspects(cues, text);
  const last = cued.at(-1);
  const features = [...phraseFeatures(text), ...cued.map((aspect) => hash(CUED, aspect)), ...(last ? [hash(CUED_LAST, last)] : [])];
  return [...new Set(features.map((feature) => feature % BUCKETS))];
}

function sharedBuckets(
  read: readonly { readonly features: readonly number[]; readonly topic: string }[],
): Uint8Array {
  const topics = Array.from({ length: BUCKETS }, () => new Set<string>());
  for (const { features, topic } of read) for (const bucket of features) topics[bucket]!.add(topic);
  return Uint8Array.from(topics, (set) => (set.size >= FEWEST_TOPICS ? 1 : 0));
}

function scores(weights: Float32Array, features: readonly number[]): number[] {
  const scale = 1 / Math.sqrt(Math.max(1, features.length));
  return KINDS.map(
    (_, kind) => features.reduce((sum, bucket) => sum + weights[bucket * KINDS.length + kind]!, 0) * scale,
  );
}

function softmax(values: readonly number[]): number[] {
  const most = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** A step that visits every row once a round in a scattered order. */
function strideFor(count: number): number {
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  let stride = Math.max(1, Math.floor(count * 0.618));
  while (gcd(stride, count) !== 1) stride++;
  return stride;
}
