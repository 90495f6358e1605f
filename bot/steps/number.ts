import type { Step } from '../scene.ts';
import { bareNumber } from '../understand/facts.ts';
import { press } from './press.ts';

/** A typed "2" picks the second choice that was shown, on every channel; a number beyond the last shows them again. */
export const number: Step = (scene) => {
  const { utterance, conversation, say } = scene;
  const picked = utterance.kind === 'text' ? bareNumber(utterance.text) : undefined;
  if (picked === undefined || conversation.offered.length === 0) return undefined;
  const choice = conversation.offered[picked - 1];
  if (choice) return press({ ...scene, utterance: { kind: 'press', code: choice.code } });
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
