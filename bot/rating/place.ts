import { type OfficeKind, provinceCode } from '../catalogue/index.ts';
import { encode } from '../code.ts';
import type { Choice, Reply } from '../conversation.ts';
import { placeName } from '../replies/office.ts';
import type { Move, Scene } from '../scene.ts';
import { markedBy, type RatingDraft } from './draft.ts';
import { asks } from './going.ts';
import { standsIn } from './offices.ts';

/** Stands in a code where a place does. */
export const OTHER_PLACE = 'other';

/** Asks where the office is: the place that is remembered is offered by its name. */
export function askPlace(scene: Scene, draft: RatingDraft, kind: OfficeKind): Move {
  const { say, conversation, knowledge, locale } = scene;
  if (conversation.place === undefined) return askAnyPlace(scene, draft, kind);
  const place = standsIn(kind, conversation.place);
  if (place === undefined) return askDistrict(scene, draft, kind, conversation.place);
  const name = knowledge.catalogue.places.find(({ code }) => code === place)?.name[locale] ?? place;
  return placeAsked(scene, draft, kind, {
    text: say('rating.confirm-place', { place: placeName(scene, place) }),
    choices: [{ label: name, code: placeCode(draft, kind, place) }, otherPlace(scene, draft, kind)],
  });
}

/** Asks for any place, by a sentence of the locale file where it is not the first time. */
export const askAnyPlace = (scene: Scene, draft: RatingDraft, kind: OfficeKind, key?: string): Move =>
  placeAsked(scene, draft, kind, {
    text: scene.say(key ?? (kind.level === 'province' ? 'rating.ask-province' : 'rating.ask-district')),
    choices: [],
    asksPlace: { label: scene.say('button.send-location') },
  });

/** The province is known: which district of it, unless the citizen cannot say. */
export function askDistrict(scene: Scene, draft: RatingDraft, kind: OfficeKind, told: string): Move {
  const province = provinceCode(told);
  return placeAsked(scene, draft, kind, {
    text: scene.say('rating.ask-district-of', { province: placeName(scene, province) }),
    choices: [
      { label: scene.say('button.district-unknown'), code: placeCode(draft, kind, province) },
      otherPlace(scene, draft, kind),
    ],
  });
}

/** A place is typed or sent as well as chosen. */
function placeAsked(scene: Scene, draft: RatingDraft, kind: OfficeKind, reply: Reply): Move {
  const offered = reply.asksPlace ? {} : { offered: true as const };
  return asks(
    scene,
    draft,
    { title: kind.name[scene.locale], ...reply },
    { awaited: { kind: 'place', purpose: 'rating', ...offered } },
  );
}

const placeCode = (draft: RatingDraft, { id }: OfficeKind, value: string): string =>
  encode({ kind: 'rating', part: 'place', value, office: id, ...markedBy(draft) });

const otherPlace = ({ say }: Scene, draft: RatingDraft, kind: OfficeKind): Choice => ({
  label: say('button.other-place'),
  code: placeCode(draft, kind, OTHER_PLACE),
});
