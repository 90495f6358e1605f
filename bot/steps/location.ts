import { type Place, provinceCode } from '../catalogue/index.ts';
import type { PlacePurpose } from '../conversation.ts';
import { menu } from '../replies/menu.ts';
import type { Move, Scene, Step } from '../scene.ts';
import { placeTold } from './place-told.ts';

/** Most districts are smaller than this; farther from every district's centre, only the province is told. */
const DISTRICT_KM = 25;
/** Farther from every centre is abroad or at sea. */
const COUNTRY_KM = 40;
const EARTH_KM = 6371;

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** The citizen sent where they are: the nearest place is taken as told. The point itself is kept nowhere. */
export const location: Step = (scene) => {
  const { utterance, knowledge, conversation } = scene;
  if (utterance.kind !== 'location') return undefined;
  const place = placeNear(knowledge.catalogue.places, utterance);
  const purpose = conversation.awaited?.kind === 'place' ? conversation.awaited.purpose : 'office';
  return place === undefined ? nothingNear(scene, purpose) : placeTold(scene, place, purpose);
};

/** The name of a place may still be typed. */
const nothingNear = (scene: Scene, purpose: PlacePurpose): Move => ({
  replies: [{ ...menu(scene, 'place.far'), asksPlace: { label: scene.say('button.send-location') } }],
  outcome: { kind: 'intent', intent: 'office', confidence: 1 },
  remember: { placeAsked: true, awaited: { kind: 'place', purpose } },
});

/** The district whose centre is nearest; where districts are wide, the province of the nearest centre. */
function placeNear(places: readonly Place[], point: Point): string | undefined {
  const near = places
    .flatMap(({ code, centre }) => (centre ? [{ code, km: distance(point, centre) }] : []))
    .filter(({ km }) => km <= COUNTRY_KM)
    .sort((one, other) => one.km - other.km);
  const district = near.find(({ code, km }) => code !== provinceCode(code) && km <= DISTRICT_KM);
  return district?.code ?? (near[0] && provinceCode(near[0].code));
}

/** Kilometres as the crow flies, by the haversine formula, which stays exact for small distances. */
function distance(
  { latitude, longitude }: Point,
  [toLatitude, toLongitude]: readonly [number, number],
): number {
  const half = (from: number, to: number) => Math.sin(((to - from) * Math.PI) / 360) ** 2;
  const cosine = (degrees: number) => Math.cos((degrees * Math.PI) / 180);
  const chord =
    half(latitude, toLatitude) + cosine(latitude) * cosine(toLatitude) * half(longitude, toLongitude);
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}
