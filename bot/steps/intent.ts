import { intents } from '../intents/index.ts';
import type { Step } from '../scene.ts';

/** Serves a message that is not about a service. */
export const intent: Step = (scene) => {
  const question = scene.heard?.questions[0];
  return question?.meaning.kind === 'intent'
    ? intents[question.meaning.intent](scene, question.confidence)
    : undefined;
};
