import { decode } from '../code.ts';
import type { Outcome } from '../conversation.ts';
import type { Move, Scene } from '../scene.ts';
import { scrub } from '../scrub.ts';
import { bandOf } from './codes.ts';
import type { AnswerRecord, TextRecord, TurnRecord } from './record.ts';

/** All that is kept of a turn: what its step says, how each question ended, and the words that were not understood. */
export function recordsOf(scene: Scene, move: Move): readonly TurnRecord[] {
  const outcomes = [move.outcome, ...(move.alsoEnded ?? [])];
  return [
    ...(move.records ?? []),
    ...outcomes.flatMap((one) => answersOf(scene, one)),
    ...wordsOf(scene, move),
  ].map((record) => (record.kind === 'text' ? { ...record, text: scrub(record.text) } : record));
}

/** A pressed button is an answer when one was given; only what was typed can have been misunderstood. */
function answersOf({ utterance }: Scene, outcome: Outcome): readonly AnswerRecord[] {
  if (outcome.kind === 'intent') return [];
  const { kind, confidence } = outcome;
  const band = bandOf(confidence);
  if (kind === 'answered') {
    const aspects = outcome.aspects.length > 0 ? outcome.aspects : (['card'] as const);
    return aspects.map((aspect) => ({
      kind: 'answer',
      outcome: kind,
      service: outcome.service,
      aspect,
      band,
    }));
  }
  return utterance.kind === 'text' ? [{ kind: 'answer', outcome: kind, band }] : [];
}

function wordsOf(scene: Scene, { outcome }: Move): readonly TextRecord[] {
  const { utterance, conversation } = scene;
  if (utterance.kind === 'text' && (outcome.kind === 'unanswered' || outcome.kind === 'clarified'))
    return [{ kind: 'text', about: outcome.kind, text: utterance.text }];
  const action = utterance.kind === 'press' ? decode(utterance.code) : undefined;
  if (conversation.asked === undefined || action?.kind !== 'service') return [];
  return [{ kind: 'text', about: 'chosen', text: conversation.asked, service: action.service }];
}
