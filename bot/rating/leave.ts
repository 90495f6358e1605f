import type { Move, Scene } from '../scene.ts';

/**
 * Something else is asked in the middle of a rating: before its answer it is told in a line that what was said counts.
 * The answer stays the last, with its choices.
 */
export function withLeft(scene: Scene, move: Move, goesOn: boolean): Move {
  const { rating } = scene.conversation;
  const { outcome, replies, remember } = move;
  const rates = outcome.kind === 'intent' && (outcome.intent === 'rate' || outcome.intent === 'forget');
  if (rating?.liking === undefined || goesOn || rates || remember?.rating || replies.length === 0)
    return move;
  const say = scene.knowledge.speech(remember?.locale ?? scene.locale);
  return { ...move, replies: [{ text: say('rating.left'), choices: [] }, ...replies] };
}
