import { spellingDistance } from './edit-distance.ts';
import { productsWith } from './postings.ts';
import { createReader } from './reader.ts';
import { indexRows, type RowIndex, unitVector } from './row-index.ts';
import { type Sound, soundFeatures, soundOf } from './sound.ts';

/** Names of places or people, to be found by how they sound. */
export interface NameIndex {
  readonly names: readonly string[];
  /** How each name is typed in Latin letters. */
  readonly latin: readonly string[];
  readonly keys: readonly string[];
  readonly index: RowIndex;
}

export interface RankedName {
  readonly name: string;
  /** Position among the names as they were given. */
  readonly at: number;
  readonly score: number;
}

const COMPARED = 50;

export function indexNames(names: readonly string[]): NameIndex {
  const reader = createReader();
  const sounds = names.map((name) => soundOf(name, reader));
  return {
    names,
    latin: sounds.map(({ latin }) => latin),
    keys: sounds.map(({ key }) => key),
    index: indexRows(sounds.map((sound) => soundFeatures(sound, reader))).index,
  };
}

/** The names that sound most like the query, best first; the query is in Khmer or Latin letters. */
export function rankNames(index: NameIndex, query: string): RankedName[] {
  const reader = createReader();
  const sound = soundOf(query, reader);
  const question = unitVector(index.index.dictionary, soundFeatures(sound, reader));
  const { sums } = productsWith(index.index.postings, question);
  return Array.from(sums, (score, at) => ({ name: index.names[at]!, at, score }))
    .filter(({ score }) => score > 0)
    .sort(bestFirst)
    .slice(0, COMPARED)
    .map((ranked) => ({ ...ranked, score: ranked.score + closeness(index, ranked.at, sound) }))
    .sort(bestFirst);
}

function closeness({ latin, keys }: NameIndex, at: number, sound: Sound): number {
  return 1 - (spellingDistance(sound.latin, latin[at]!) + spellingDistance(sound.key, keys[at]!)) / 2;
}

function bestFirst(one: RankedName, other: RankedName): number {
  return other.score - one.score || one.at - other.at;
}
