import type { RatingAction, RatingPart } from '../code.ts';
import { GENDERS, LIKINGS, REASONS } from '../records/index.ts';
import { menuChoice } from '../replies/menu.ts';
import type { Move, Scene } from '../scene.ts';
import { isAbout, NOTHING_SAID, placedAt, type Rated, type RatingDraft, rated, ratedAt } from './draft.ts';
import { ofOfficeAsked, rateService } from './flow.ts';
import { ends, kept } from './going.ts';
import { officeNamed, ofOffice, placeNamed, ratedKind } from './offices.ts';
import { askAnyPlace, OTHER_PLACE } from './place.ts';
import { askGender, askLiking, askReasons, DONE, NOT_SAID, thank } from './questions.ts';

type Press = (scene: Scene, action: RatingAction) => Move | undefined;

/** What each button of a rating does; undefined when what it names does not exist. */
const PRESSES = {
  service: (scene, { value }) => {
    const service = scene.knowledge.service(value);
    return service?.status === 'active' ? rateService(scene, service) : undefined;
  },
  office: (scene, action) => {
    const kind = ratedKind(scene.knowledge, action.value);
    return kind && ofOfficeAsked(scene, draftOf(scene, action), kind);
  },
  place: (scene, action) => {
    const kind = ratedKind(scene.knowledge, action.office);
    if (!kind) return undefined;
    const draft = ofOffice(scene.knowledge, draftOf(scene, action), kind);
    if (action.value === OTHER_PLACE) return askAnyPlace(scene, draft, kind);
    const place = placeNamed(scene.knowledge, kind, action.value);
    return place === undefined ? undefined : askLiking(scene, { ...draft, place });
  },
  liking: (scene, action) => {
    const liking = LIKINGS.find((one) => one === action.value);
    const draft = placedAt(scene.conversation.rating, action);
    if (!liking || !draft) return anew(scene, action);
    return because(scene, rated({ ...draft, reasons: [] }, liking, scene.today));
  },
  reason: (scene, action) => {
    const draft = ratedAt(scene.today, scene.conversation.rating, action);
    if (!draft) return anew(scene, action);
    if (action.value === DONE)
      return kept(
        scene,
        draft,
        scene.conversation.genderAsked ? thank(scene, draft) : askGender(scene, draft),
      );
    return because(scene, { ...draft, reasons: toggled(draft.reasons, action.value) });
  },
  gender: (scene, action) => {
    const draft = ratedAt(scene.today, scene.conversation.rating, action);
    const gender = GENDERS.find((one) => one === action.value);
    if (!draft || (!gender && action.value !== NOT_SAID)) return anew(scene, action);
    const remember = { ...(gender ? { gender } : {}), genderAsked: true } as const;
    return kept(scene, draft, { ...thank(scene, draft), remember }, gender);
  },
} satisfies Record<RatingPart, Press>;

export const pressRating: Press = (scene, action) => PRESSES[action.part](scene, action);

/** What was said is kept, and the reasons, or more of them, are asked for. */
export const because = (scene: Scene, draft: Rated): Move => kept(scene, draft, askReasons(scene, draft));

/** A rating is left before its end: what was said so far counts, and that is told. */
export const stopRating = (scene: Scene): Move =>
  ends({
    text: scene.say(scene.conversation.rating?.liking ? 'rating.stopped-kept' : 'rating.stopped'),
    choices: [menuChoice(scene)],
  });

/** What a button goes on with: the rating that is being given, unless the button is of another service. */
function draftOf(scene: Scene, action: RatingAction): RatingDraft {
  const { rating } = scene.conversation;
  return rating && isAbout(rating, action) ? rating : begunBy(scene, action);
}

/** The rating that a button begins by itself: of the service that it names. */
function begunBy({ knowledge }: Scene, { mark }: RatingAction): RatingDraft {
  const service = mark === undefined ? undefined : knowledge.marked(mark);
  return service ? { ...NOTHING_SAID, service: service.id } : NOTHING_SAID;
}

/** A button of a rating that is over: the same office can be rated anew, and nothing is written unasked. */
function anew(scene: Scene, action: RatingAction): Move | undefined {
  const named = officeNamed(scene.knowledge, action);
  const kind = ratedKind(scene.knowledge, named?.office);
  if (!named || !kind) return undefined;
  const draft = { ...ofOffice(scene.knowledge, begunBy(scene, action), kind), place: named.place };
  return askLiking(scene, draft, [scene.say('rating.gone')]);
}

/** Chosen once more, a reason is taken back. They stay in the order in which they are offered. */
const toggled = (chosen: Rated['reasons'], one: string): Rated['reasons'] =>
  REASONS.filter((reason) => chosen.includes(reason) !== (reason === one));
