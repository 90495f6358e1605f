import type { OfficeKind, Service } from '../catalogue/index.ts';
import type { Move, Scene } from '../scene.ts';
import type { RatingDraft } from './draft.ts';
import { kindsIn, nearKinds, ofOffice, ratedKind, ratedKinds, standsIn } from './offices.ts';
import { askAnyPlace, askDistrict, askPlace } from './place.ts';
import { withPrompted } from './prompt.ts';
import { askLiking, askOffice } from './questions.ts';

/** Begins a rating by the button under an answer: of an office that gives the service. */
export function rateService(scene: Scene, service: Service): Move | undefined {
  const kinds = ratedKinds(scene.knowledge, service);
  const draft: RatingDraft = { service: service.id, reasons: [], prompted: true };
  return kinds.length > 0 ? begun(scene, draft, kinds) : undefined;
}

/**
 * Begins a rating that the citizen wishes: of the office, or of one of the service, that they name; else of one of the
 * service spoken of or of a One Window office, or of one that is near.
 */
export function rate(scene: Scene, confidence: number): Move {
  const { knowledge, conversation, heard } = scene;
  const meaning = heard?.questions[0]?.meaning;
  const named = meaning?.kind === 'intent' ? meaning.about : undefined;
  const service = knowledge.service(named ?? conversation.service ?? '');
  const given = service ? ratedKinds(knowledge, service) : [];
  const told = heard ? kindsIn(knowledge, heard.text) : [];
  const others = given.length === 0 ? nearKinds(knowledge) : named === undefined ? ratedKinds(knowledge) : [];
  const kinds = told.length > 0 ? told : [...new Set([...given, ...others])];
  const about = given.length > 0 && service ? { service: service.id } : {};
  const place = heard?.place === undefined ? {} : { place: heard.place };
  const there = { ...scene, conversation: { ...conversation, ...place } };
  const draft: RatingDraft = { ...about, reasons: [], prompted: false };
  const move = begun(there, draft, kinds, heard?.place);
  return {
    ...move,
    outcome: { kind: 'intent', intent: 'rate', confidence },
    remember: { ...move.remember, ...place },
  };
}

function begun(scene: Scene, draft: RatingDraft, kinds: readonly OfficeKind[], told?: string): Move {
  const [only] = kinds;
  return only && kinds.length === 1
    ? ofOfficeAsked(scene, draft, only, told)
    : askOffice(scene, draft, kinds);
}

/**
 * The office is told: where it stands is next, unless that is told too or it stands for the whole country. The service is
 * not asked about again.
 */
export function ofOfficeAsked(scene: Scene, before: RatingDraft, kind: OfficeKind, told?: string): Move {
  const draft = ofOffice(scene.knowledge, before, kind);
  const place = draft.place ?? (told === undefined ? undefined : standsIn(kind, told));
  const move = place === undefined ? askPlace(scene, draft, kind) : askLiking(scene, { ...draft, place });
  return draft.service === undefined ? move : withPrompted(scene, draft.service, move);
}

/** The citizen typed or sent the place of the office that they rate. */
export function ratedPlaceTold(scene: Scene, told: string): Move {
  const draft = scene.conversation.rating;
  const kind = ratedKind(scene.knowledge, draft?.office);
  if (!draft || !kind) return rate(scene, 1);
  const place = standsIn(kind, told);
  const move =
    place === undefined
      ? askDistrict(scene, draft, kind, told)
      : askLiking(scene, { ...draft, office: kind.id, place });
  return { ...move, remember: { ...move.remember, place: told } };
}

/** What was typed names no place that is known: asked once more. */
export function ratedPlaceUnknown(scene: Scene): Move {
  const draft = scene.conversation.rating;
  const kind = ratedKind(scene.knowledge, draft?.office);
  return draft && kind ? askAnyPlace(scene, draft, kind, 'place.ask-again') : rate(scene, 1);
}
