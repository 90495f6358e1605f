import type { Intent } from '../catalogue/index.ts';
import type { PlacePurpose } from '../conversation.ts';
import { reportDetails } from '../intents/report.ts';
import { ratedPlaceUnknown } from '../rating/flow.ts';
import { ratingTyped } from '../rating/typed.ts';
import { askPlace } from '../replies/office.ts';
import { answerService } from '../replies/service.ts';
import type { Move, Scene, Step } from '../scene.ts';
import { answerTo, bareNumber } from '../understand/facts.ts';
import { choose, typedChoice } from './choose.ts';
import { placeTold } from './place-told.ts';

const REPORTS: readonly Intent[] = ['complaint', 'feedback'];

/** The answer to what the bot has asked; anything else is a new question. */
export const awaited: Step = (scene) => {
  const { conversation, utterance, heard } = scene;
  if (!conversation.awaited || utterance.kind !== 'text' || !heard) return undefined;
  switch (conversation.awaited.kind) {
    case 'fact':
      return factTold(scene, conversation.awaited.fact, utterance.text);
    case 'place':
      return placeAnswered(scene, conversation.awaited.purpose);
    case 'report':
      return turnsElsewhere(scene) ? undefined : reportDetails(scene, utterance.text);
    case 'rating':
      return bareNumber(utterance.text) !== undefined || typedChoice(scene)
        ? choose(scene)
        : ratingTyped(scene, conversation.awaited.part, heard);
  }
};

/** After "what is the right information?" whatever is told is taken down, unless it clearly asks or wishes something else. */
function turnsElsewhere({ heard }: Scene): boolean {
  const question = heard?.questions[0];
  if (question?.meaning.kind === 'intent') return !REPORTS.includes(question.meaning.intent);
  return question?.meaning.kind === 'service' && question.cued;
}

function factTold(scene: Scene, id: string, text: string): Move | undefined {
  const { conversation, knowledge } = scene;
  const fact = knowledge.catalogue.facts.find((one) => one.id === id);
  const service = conversation.service ? knowledge.service(conversation.service) : undefined;
  if (!fact || !service) return undefined;
  const picksChoice = fact.type === 'choice' && bareNumber(text) !== undefined;
  const value = picksChoice ? undefined : answerTo(fact, text);
  const elsewhere = scene.heard?.questions[0]?.meaning;
  if (
    value === undefined ||
    (elsewhere?.kind === 'service' && elsewhere.service !== service.id && !isShort(text))
  )
    return undefined;
  return answerService(
    scene,
    service,
    [conversation.aspect ?? 'fee'],
    { ...conversation.known, [id]: value },
    1,
  );
}

const isShort = (text: string): boolean => [...text].length <= 24;

/** The place, or one more try where a short message names none that is known; anything else is a new question. */
function placeAnswered(scene: Scene, purpose: PlacePurpose): Move | undefined {
  const { heard } = scene;
  if (heard?.place) return placeTold(scene, heard.place, purpose);
  const text = heard?.text ?? '';
  const isAnswer =
    heard?.questions[0]?.meaning.kind === 'nothing' &&
    isShort(text) &&
    bareNumber(text) === undefined &&
    !typedChoice(scene);
  if (!isAnswer) return undefined;
  const again = purpose === 'rating' ? ratedPlaceUnknown(scene) : askPlace(scene, purpose);
  return { ...again, outcome: { kind: 'unanswered', confidence: 0 } };
}
