import type { Step } from '../scene.ts';
import { withoutPlaces } from '../understand/places.ts';
import { placeTold } from './place-told.ts';

/** A message that is nothing but a place, though none was asked for: its offices, or the service spoken of there. */
export const onlyPlace: Step = (scene) => {
  const { heard, knowledge, conversation } = scene;
  if (!heard?.place || withoutPlaces(knowledge.lessons.places, heard.text) !== '') return undefined;
  return placeTold(scene, heard.place, conversation.aspect === 'where' ? 'service' : 'office');
};
