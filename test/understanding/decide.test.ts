import { describe, expect, test } from 'vitest';
import { confidence, decide } from '../../bot/understand/decide.ts';
import { rank } from '../../bot/understand/rank.ts';
import { buildRanker } from '../../bot/understand/ranker.ts';

const labels = ['passport', 'birth', 'marriage', 'land'];
const ranker = buildRanker(labels.map((label) => ({ label, text: `how do i get a ${label} paper` })));
const ranking = rank(ranker, 'get a paper');

describe('decide', () => {
  test('sure enough: one answer', () => {
    const decision = decide(ranking, { answer: 0, choices: 0 });
    expect(decision.decision).toBe('answer');
    expect(decision.labels).toEqual([ranking.candidates[0]?.label]);
  });

  test('between the thresholds: three choices, best first', () => {
    const decision = decide(ranking, { answer: 1.1, choices: 0 });
    expect(decision.decision).toBe('choices');
    expect(decision.labels).toEqual(ranking.candidates.slice(0, 3).map(({ label }) => label));
  });

  test('below both: nothing is offered', () => {
    expect(decide(ranking, { answer: 1.1, choices: 1.1 })).toMatchObject({ decision: 'abstain', labels: [] });
  });

  test('a clear question is surer than a vague one, and a strange one least sure', () => {
    const sure = (text: string) => confidence(rank(ranker, text).signals);
    expect(sure('how do i get a passport paper')).toBeGreaterThan(sure('get a paper'));
    expect(sure('get a passport paper')).toBeGreaterThan(sure('zebra crossing umbrella'));
  });
});
