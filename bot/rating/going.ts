import { encode } from '../code.ts';
import type { Conversation, Reply } from '../conversation.ts';
import type { Gender } from '../records/index.ts';
import type { Move, Scene } from '../scene.ts';
import { type Rated, type RatingDraft, recordOf } from './draft.ts';

const RATES = { kind: 'intent', intent: 'rate', confidence: 1 } as const;

/** The next question of a rating; it can be left under each. */
export function asks(
  { say }: Scene,
  rating: RatingDraft,
  reply: Reply,
  remember: Partial<Conversation> = {},
): Move {
  const stop = { label: say('button.stop-rating'), code: encode({ kind: 'stop-rating' }) };
  return {
    replies: [{ ...reply, choices: [...reply.choices, stop] }],
    outcome: RATES,
    remember: { ...remember, rating },
  };
}

/** The last word of a rating. */
export const ends = (reply: Reply, remember: Partial<Conversation> = {}): Move => ({
  replies: [reply],
  outcome: RATES,
  remember,
});

/** Keeps what has been said so far: each time anew, so that whoever leaves in the middle has rated. */
export const kept = ({ conversation }: Scene, draft: Rated, move: Move, told?: Gender): Move => ({
  ...move,
  records: [recordOf(draft, told ?? conversation.gender)],
});
