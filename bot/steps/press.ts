import type { Known } from '../catalogue/index.ts';
import { type Action, decode } from '../code.ts';
import { complainOf } from '../intents/complaint.ts';
import { intents } from '../intents/index.ts';
import { inLanguage } from '../intents/language.ts';
import { pressRating, stopRating } from '../rating/press.ts';
import { menu, sectorMenu } from '../replies/menu.ts';
import { askPlace, officeLookup } from '../replies/office.ts';
import { openService } from '../replies/service.ts';
import type { Move, Scene, Step } from '../scene.ts';
import { factsOf, pick } from './case.ts';
import { placeTold } from './place-told.ts';

/** A button was pressed. A code that nobody knows any more is answered kindly, with the menu. */
export const press: Step = (scene) => {
  if (scene.utterance.kind !== 'press') return undefined;
  const action = decode(scene.utterance.code);
  return (
    (action && act(scene, action)) ?? {
      replies: [menu(scene, 'button.gone')],
      outcome: { kind: 'clarified', services: [], confidence: 0 },
    }
  );
};

/** Does what a code says; undefined when what it names does not exist. */
export function act(scene: Scene, action: Action): Move | undefined {
  switch (action.kind) {
    case 'service':
      return open(scene, action.service, action.aspect);
    case 'sector': {
      const reply = sectorMenu(scene, action.sector, action.page);
      return reply && { replies: [reply], outcome: { kind: 'intent', intent: 'menu', confidence: 1 } };
    }
    case 'fact':
      return decideFact(scene, action.service, action.fact, action.value);
    case 'place':
      return scene.knowledge.catalogue.places.some(({ code }) => code === action.place)
        ? placeTold(scene, action.place, 'office')
        : undefined;
    case 'locale':
      return inLanguage(scene, action.locale, 1);
    case 'menu':
      return {
        replies: [menu(scene)],
        outcome: { kind: 'intent', intent: 'menu', confidence: 1 },
      };
    case 'help':
      return intents.help(scene, 1);
    case 'language':
      return intents.language(scene, 1);
    case 'office':
      return officeLookup(scene, scene.conversation.place);
    case 'ask-place':
      return askPlace(scene, scene.conversation.service ? 'service' : 'office');
    case 'other-place':
      return askPlace(scene, 'office');
    case 'report':
      return intents.feedback(scene, 1);
    case 'complaint':
      return complainOf(scene, action);
    case 'rate':
      return intents.rate(scene, 1);
    case 'rating':
      return pressRating(scene, action);
    case 'stop-rating':
      return stopRating(scene);
    case 'forget':
      return intents.forget(scene, 1);
  }
}

function open(
  scene: Scene,
  id: string,
  aspect: Extract<Action, { kind: 'service' }>['aspect'],
): Move | undefined {
  const service = scene.knowledge.service(id);
  if (!service || service.status === 'draft') return undefined;
  const { conversation } = scene;
  const same = conversation.service === undefined || conversation.service === id;
  const known = same ? pick(conversation.known, factsOf(service)) : {};
  return openService(scene, service, aspect ? [aspect] : [], known);
}

function decideFact(scene: Scene, id: string, factId: string, value: string): Move | undefined {
  const service = scene.knowledge.service(id);
  const fact = scene.knowledge.catalogue.facts.find((one) => one.id === factId);
  if (!service || fact?.type !== 'choice' || !fact.values.some((one) => one.id === value)) return undefined;
  const before: Known = scene.conversation.service === id ? scene.conversation.known : {};
  return openService(scene, service, ['fee'], { ...before, [factId]: value });
}
