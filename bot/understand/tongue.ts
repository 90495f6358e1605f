import type { Tongue } from '../catalogue/index.ts';
import { hash } from './hash.ts';
import { normalise } from './normalise.ts';
import { createReader } from './reader.ts';

/** How much each letter triple speaks for English (positive) or romanised Khmer (negative), by hash. */
export interface TongueModel {
  readonly weights: Float32Array;
}

const BUCKETS = 1 << 14;
const TRIPLE = 21;
/** Log-odds below which a Latin text could be either: "ok", "passport". */
const UNDECIDED = 1.2;
const LINK = /https?:\/\/\S+/g;
const KHMER = /\p{Script=Khmer}/u;

/** Of a normalised text. */
function triples(key: string): number[] {
  const latin = key.replace(/[^a-z ]+/g, ' ').trim();
  const found: number[] = [];
  for (const word of latin.split(/ +/)) {
    const padded = ` ${word} `;
    for (let at = 0; word !== '' && at + 3 <= padded.length; at += 1)
      found.push(hash(TRIPLE, padded, at, at + 3) % BUCKETS);
  }
  return found;
}

/** Learns from the catalogue's own phrases; naive Bayes with add-one smoothing. */
export function learnTongues(
  english: readonly string[],
  romanised: readonly string[],
  reader = createReader(),
): TongueModel {
  const count = (texts: readonly string[]) => {
    const counts = new Float64Array(BUCKETS).fill(1);
    for (const text of texts) for (const bucket of triples(reader.normalise(text))) counts[bucket]! += 1;
    const total = counts.reduce((sum, one) => sum + one, 0);
    return counts.map((one) => Math.log(one / total));
  };
  const forEnglish = count(english);
  const forKhmer = count(romanised);
  return { weights: Float32Array.from(forEnglish, (log, bucket) => log - forKhmer[bucket]!) };
}

/** The language a message is typed in; undefined when it could be any ("ok", "2", "passport"). */
export function tongueOf({ weights }: TongueModel, text: string): Tongue | undefined {
  if (KHMER.test(text)) return 'km';
  const odds = triples(normalise(text.replace(LINK, ' '))).reduce((sum, bucket) => sum + weights[bucket]!, 0);
  if (Math.abs(odds) < UNDECIDED) return undefined;
  return odds > 0 ? 'en' : 'km-Latn';
}
