import { menu } from '../replies/menu.ts';
import type { Step } from '../scene.ts';

/** A voice message, picture or sticker: answered once kindly, after that in silence, so that an album is not answered ten times. */
export const unreadable: Step = ({ utterance, conversation, ...rest }) => {
  if (utterance.kind !== 'unreadable') return undefined;
  const scene = { ...rest, utterance, conversation };
  return {
    replies: conversation.unreadableTold ? [] : [menu(scene, 'unreadable')],
    outcome: { kind: 'unanswered', confidence: 0 },
    remember: { unreadableTold: true },
  };
};
