import type { LabelScores } from './label-scores.ts';
import type { RankerData } from './ranker.ts';
import type { Reading } from './reading.ts';

/** What speaks for and against the first candidate. */
export interface Signals {
  /** How much of the weight it has among all candidates and the rows that are not ours. */
  readonly share: number;
  /** How far it is ahead of the best of the others. */
  readonly lead: number;
  /** Its blended score. */
  readonly score: number;
  /** How strongly its rows attract the question, in writing or in sound. */
  readonly attraction: number;
  readonly centre: number;
  /** The cosine of its nearest row. */
  readonly nearest: number;
  /** How many of the question's words it uses, by rarity. */
  readonly words: number;
  /** Share of the question that any row knows: by letters, by words. */
  readonly knownLetters: number;
  readonly knownWords: number;
  readonly length: number;
  /** Do the separate rankings agree on it? */
  readonly agreement: number;
}

/** How sharply the best score stands out: the temperature of the share. */
const TEMPERATURE = 0.12;

interface Scored {
  readonly label: number;
  readonly score: number;
  readonly row: number;
}

export function signalsOf(
  data: RankerData,
  reading: Reading,
  scores: LabelScores,
  candidates: readonly Scored[],
): Signals {
  const [first, second] = candidates;
  if (!first) return NOTHING;
  const { spelling, words, sound } = scores;
  const { label } = first;
  const none = data.hasNone ? scores.blend[data.labels.length]! : 0;
  const rivals = [none, ...candidates.slice(1).map(({ score }) => score)];
  const loudest = sound && sound.attraction[label]! > spelling.attraction[label]! ? sound : spelling;
  return {
    share: 1 / rivals.reduce((sum, score) => sum + Math.exp((score - first.score) / TEMPERATURE), 1),
    lead: first.score - Math.max(none, second?.score ?? 0),
    score: first.score,
    attraction: loudest.attraction[label]!,
    centre: loudest.centre[label]!,
    nearest: Math.max(spelling.cosines[first.row]!, sound?.cosines[first.row] ?? 0),
    words: words.scores[label]!,
    knownLetters: Math.max(spelling.known, loudest.known),
    knownWords: words.known,
    length: Math.log(1 + reading.wordCount),
    agreement: (isHighest(spelling.centre, label) ? 0.5 : 0) + (isHighest(words.scores, label) ? 0.5 : 0),
  };
}

const NOTHING: Signals = {
  share: 0,
  lead: 0,
  score: 0,
  attraction: 0,
  centre: 0,
  nearest: 0,
  words: 0,
  knownLetters: 0,
  knownWords: 0,
  length: 0,
  agreement: 0,
};

function isHighest(scores: Float32Array, label: number): boolean {
  return scores.every((score) => score <= scores[label]!);
}
