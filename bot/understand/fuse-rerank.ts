import Fuse from 'fuse.js';
import { scriptRuns } from './script-runs.ts';
import { segment } from './segment.ts';

/** Fuse compares patterns up to 32 letters well; beyond this many words it only costs time. */
const MOST_TOKENS = 24;

/** How well Fuse's token search finds each text: 1 for a perfect match, 0 for none. Texts and question are normalised. */
export function fuseScores(texts: readonly string[], question: string): Float32Array {
  const fuse = new Fuse(texts, { useTokenSearch: true, tokenize, includeScore: true, shouldSort: false });
  const scores = new Float32Array(texts.length);
  for (const { refIndex, score = 1 } of fuse.search(question)) scores[refIndex] = 1 - score;
  return scores;
}

function tokenize(text: string): string[] {
  const { khmer, words } = scriptRuns(text);
  const segmented = khmer.flatMap(segment);
  return [...words, ...segmented].slice(0, MOST_TOKENS);
}
