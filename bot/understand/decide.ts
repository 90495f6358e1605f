import { BIAS, SIGNAL_WEIGHTS } from './calibrator.ts';
import type { Ranking } from './rank.ts';
import type { Signals } from './signals.ts';

export interface Thresholds {
  /** From here on the first label is the answer. */
  readonly answer: number;
  /** From here on the first three are offered; below, the bot admits that it does not know. */
  readonly choices: number;
}

export interface Decision {
  readonly decision: 'answer' | 'choices' | 'abstain';
  /** How likely it is that the first label is what was meant. */
  readonly p: number;
  /** One label for an answer, up to three to choose from, none when abstaining. */
  readonly labels: readonly string[];
}

export const THRESHOLDS: Thresholds = { answer: 0.6, choices: 0.2 };

const MOST_CHOICES = 3;

/** Answer, ask which one is meant, or admit not knowing. */
export function decide(ranking: Ranking, thresholds: Thresholds = THRESHOLDS): Decision {
  const labels = ranking.candidates.map(({ label }) => label);
  if (labels.length === 0) return { decision: 'abstain', p: 0, labels: [] };
  const p = confidence(ranking.signals);
  if (p >= thresholds.answer) return { decision: 'answer', p, labels: labels.slice(0, 1) };
  if (p >= thresholds.choices) return { decision: 'choices', p, labels: labels.slice(0, MOST_CHOICES) };
  return { decision: 'abstain', p, labels: [] };
}

/** How likely it is that the first candidate is what was meant, between 0 and 1. */
export function confidence(signals: Signals): number {
  let sum = BIAS;
  for (const [name, weight] of Object.entries(SIGNAL_WEIGHTS)) sum += weight * signals[name as keyof Signals];
  return 1 / (1 + Math.exp(-sum));
}
