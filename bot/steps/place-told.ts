import type { PlacePurpose } from '../conversation.ts';
import { ratedPlaceTold } from '../rating/flow.ts';
import { officeLookup } from '../replies/office.ts';
import { answerService } from '../replies/service.ts';
import type { Move, Scene } from '../scene.ts';

/** The citizen said where they live, or where the office is: it is remembered, and what depended on it is answered. */
export function placeTold(scene: Scene, place: string, purpose: PlacePurpose): Move {
  if (purpose === 'rating') return ratedPlaceTold(scene, place);
  const { conversation, knowledge } = scene;
  const service = conversation.service ? knowledge.service(conversation.service) : undefined;
  const aspect = conversation.aspect === 'fee' ? 'fee' : 'where';
  if (!service || purpose === 'office') return officeLookup(scene, place);
  const move = answerService(
    { ...scene, conversation: { ...conversation, place } },
    service,
    [aspect],
    conversation.known,
    1,
  );
  return { ...move, remember: { ...move.remember, place } };
}
