import { ASPECTS, type Aspect, type AspectWords } from '../catalogue/index.ts';
import { type CueList, cuedIn, cuesOf } from './cues.ts';
import { hash } from './hash.ts';
import { normalise } from './normalise.ts';
import { phraseFeatures } from './phrase-features.ts';
import { createReader } from './reader.ts';
import { regress, type Sample, softmaxOf } from './regression.ts';
import { wordKey } from './sound-key.ts';

/** A question whose aspect is known; `topic` is what it is about. */
export interface AspectRow {
  readonly text: string;
  readonly aspect: Aspect | 'general';
  readonly topic: string;
}

/** Weights of each feature for each aspect, flat: `weights[feature * KINDS.length + kind]`. Features seen with one topic only weigh nothing. */
export interface AspectModel {
  readonly weights: Float32Array;
  readonly cues: CueList;
}

const KINDS = [...ASPECTS, 'general'] as const;
const BUCKETS = 1 << 15;
/** A feature that few topics share is about the topic, not about what is asked. */
const FEWEST_TOPICS = 4;
const CUED = 31;
const CUED_LAST = 32;

/** Learns what is asked, apart from what it is asked about: from letter groups that questions on many different services share. */
export function learnAspects(
  rows: readonly AspectRow[],
  words: readonly AspectWords[],
  reader = createReader(),
): AspectModel {
  const cues = cuesOf(words);
  const read = rows.map(({ text }) => bucketsOf(cues, reader.normalise(text), reader.wordKey));
  const shared = sharedBuckets(rows, read);
  const samples = rows.map(
    ({ aspect }, row): Sample => ({
      kind: KINDS.indexOf(aspect),
      features: read[row]!.filter((bucket) => shared[bucket] === 1),
    }),
  );
  return { weights: regress(samples, BUCKETS, KINDS.length), cues };
}

/** How likely each aspect is what the text asks, most likely first; `general`: nothing in particular. */
export function aspectChances(
  { weights, cues }: AspectModel,
  text: string,
): { readonly aspect: Aspect | 'general'; readonly chance: number }[] {
  const features = bucketsOf(cues, normalise(text), wordKey).filter((bucket) =>
    KINDS.some((_, kind) => weights[bucket * KINDS.length + kind] !== 0),
  );
  const chances = softmaxOf(weights, KINDS.length, features);
  return KINDS.map((aspect, kind) => ({
    aspect,
    chance: features.length === 0 ? (aspect === 'general' ? 1 : 0) : chances[kind]!,
  })).sort((a, b) => b.chance - a.chance);
}

/** The letter groups of a normalised text, and which aspects' cues stand in it; the last cue mostly carries the question. */
function bucketsOf(cues: CueList, key: string, keyOf: (word: string) => string): Uint16Array {
  const features = phraseFeatures(key, keyOf);
  const cued = cuedIn(cues, key);
  for (const aspect of cued) features.push(hash(CUED, aspect));
  const last = cued.at(-1);
  if (last) features.push(hash(CUED_LAST, last));
  const buckets = new Uint16Array(features.length);
  for (let at = 0; at < features.length; at += 1) buckets[at] = features[at]! % BUCKETS;
  return eachOnce(buckets.sort());
}

function eachOnce(sorted: Uint16Array): Uint16Array {
  let size = 0;
  for (let at = 0; at < sorted.length; at += 1)
    if (at === 0 || sorted[at] !== sorted[size - 1]) sorted[size++] = sorted[at]!;
  return sorted.slice(0, size);
}

/** 1 for each bucket that stands in rows on several topics. */
function sharedBuckets(rows: readonly AspectRow[], read: readonly Uint16Array[]): Uint8Array {
  const topics = new Uint16Array(BUCKETS);
  const seenAt = new Uint32Array(BUCKETS);
  byTopic(rows).forEach((own, topic) => {
    for (const row of own)
      for (const bucket of read[row]!) {
        if (seenAt[bucket] !== topic + 1) topics[bucket]! += 1;
        seenAt[bucket] = topic + 1;
      }
  });
  return Uint8Array.from(topics, (count) => (count >= FEWEST_TOPICS ? 1 : 0));
}

/** The numbers of the rows on each topic. */
function byTopic(rows: readonly AspectRow[]): number[][] {
  const topics = new Map<string, number[]>();
  rows.forEach(({ topic }, row) => {
    const own = topics.get(topic);
    if (own) own.push(row);
    else topics.set(topic, [row]);
  });
  return [...topics.values()];
}
