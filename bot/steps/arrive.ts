import { decode } from '../code.ts';
import { greeting } from '../replies/greeting.ts';
import type { Step } from '../scene.ts';
import { act } from './press.ts';

/** Someone opens the chat: a link that names something opens it, anything else is greeted. */
export const arrive: Step = (scene) => {
  if (scene.utterance.kind !== 'arrive') return undefined;
  const action = scene.utterance.code === undefined ? undefined : decode(scene.utterance.code);
  const move = action && act(scene, action);
  return (
    move ?? { replies: [greeting(scene)], outcome: { kind: 'intent', intent: 'greeting', confidence: 1 } }
  );
};
