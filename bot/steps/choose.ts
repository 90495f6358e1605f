import type { Choice } from '../conversation.ts';
import type { Scene, Step } from '../scene.ts';
import { bareNumber } from '../understand/facts.ts';
import { normalise } from '../understand/normalise.ts';
import { press } from './press.ts';

/**
 * A typed "2" picks the second choice that was shown, and a typed label its choice, on every channel; a number
 * beyond the last shows them again.
 */
export const choose: Step = (scene) => {
  const { utterance, conversation, say } = scene;
  if (utterance.kind !== 'text' || conversation.offered.length === 0) return undefined;
  const picked = bareNumber(utterance.text);
  const choice = picked === undefined ? typedChoice(scene) : conversation.offered[picked - 1];
  if (choice) return press({ ...scene, utterance: { kind: 'press', code: choice.code } });
  if (picked === undefined) return undefined;
  return {
    replies: [
      {
        text: say('number.out-of-range', { most: conversation.offered.length }),
        choices: conversation.offered,
      },
    ],
    outcome: { kind: 'intent', intent: 'choice', confidence: 1 },
  };
};

/** The choice whose label was typed, as a keyboard of choices does; signs around its words do not count. */
export function typedChoice({ utterance, conversation }: Scene): Choice | undefined {
  const typed = utterance.kind === 'text' ? normalise(utterance.text) : '';
  return typed === '' ? undefined : conversation.offered.find(({ label }) => normalise(label) === typed);
}
