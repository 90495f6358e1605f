import { type OfficeKind, provinceCode, type Service } from '../catalogue/index.ts';
import type { RatedOffice } from '../code.ts';
import type { Knowledge } from '../knowledge.ts';
import { placeName } from '../replies/office.ts';
import type { Scene } from '../scene.ts';
import { hasWord } from '../understand/facts.ts';
import { type Placed, type RatingDraft, WHOLE_COUNTRY } from './draft.ts';

/** The offices of a service that citizens can rate, or the One Window offices where it is about no service. */
export function ratedKinds({ catalogue }: Knowledge, service?: Service): readonly OfficeKind[] {
  const given = service && Array.isArray(service.offices) ? service.offices.map(({ kind }) => kind) : [];
  return catalogue.officeKinds.filter(
    ({ id, rated, one_window }) => rated !== false && (service ? given.includes(id) : one_window),
  );
}

/** The offices near every citizen, for whoever names neither service nor office. More would not fit on buttons. */
export const nearKinds = ({ catalogue }: Knowledge): readonly OfficeKind[] =>
  catalogue.officeKinds.filter(
    ({ rated, one_window, level }) =>
      rated !== false && (one_window || level === 'commune' || level === 'district'),
  );

/** The kinds of office that a message names, by the words of `content/offices.yaml`. */
export const kindsIn = ({ catalogue }: Knowledge, text: string): readonly OfficeKind[] =>
  catalogue.officeKinds.filter(({ rated, words }) => rated !== false && words && hasWord(words, text));

export const ratedKind = ({ catalogue }: Knowledge, id: string | undefined): OfficeKind | undefined =>
  catalogue.officeKinds.find((kind) => kind.id === id && kind.rated !== false);

/** The rating of another office than before: what was said of that one is not said of this one. */
export function ofOffice(knowledge: Knowledge, { service, prompted }: RatingDraft, kind: OfficeKind) {
  const about = service === undefined ? undefined : knowledge.service(service);
  const given = about !== undefined && ratedKinds(knowledge, about).includes(kind);
  return {
    office: kind.id,
    ...(kind.level === 'national' ? { place: WHOLE_COUNTRY } : {}),
    ...(given ? { service: about.id } : {}),
    reasons: [],
    prompted,
  } satisfies RatingDraft;
}

/** Where an office stands that serves a place; undefined: in which district is still to be told. */
export function standsIn({ level }: OfficeKind, place: string): string | undefined {
  if (level === 'national') return WHOLE_COUNTRY;
  if (level === 'province') return provinceCode(place);
  return place === provinceCode(place) ? undefined : place;
}

/** Where a button says that an office stands; a province stands for a district of it that the citizen cannot name. */
export function placeNamed({ catalogue }: Knowledge, kind: OfficeKind, value: string): string | undefined {
  const known = value === WHOLE_COUNTRY || catalogue.places.some(({ code }) => code === value);
  if (!known || (value === WHOLE_COUNTRY) !== (kind.level === 'national')) return undefined;
  return standsIn(kind, value) ?? value;
}

/** One office: its kind and where it stands. */
export type Office = Pick<Placed, 'office' | 'place'>;

/** The office that a button names; undefined when there is none such. */
export function officeNamed(knowledge: Knowledge, { office, place }: RatedOffice): Office | undefined {
  const kind = ratedKind(knowledge, office);
  const stands = kind && place !== undefined ? placeNamed(knowledge, kind, place) : undefined;
  return kind && stands !== undefined ? { office: kind.id, place: stands } : undefined;
}

/** "One Window Service Office of the district: Sangkae, Battambang" */
export function officeName(scene: Scene, { office, place }: Office): string {
  const name = ratedKind(scene.knowledge, office)?.name[scene.locale] ?? office;
  return place === WHOLE_COUNTRY
    ? name
    : scene.say('rating.office', { office: name, place: placeName(scene, place) });
}
