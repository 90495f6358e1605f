import { type OfficeKind, provinceCode, type Service } from '../catalogue/index.ts';
import type { Knowledge } from '../knowledge.ts';
import { type RatingDraft, WHOLE_COUNTRY } from './draft.ts';

/** The offices of a service that citizens can rate, or the One Window offices where it is about no service. */
export function ratedKinds({ catalogue }: Knowledge, service?: Service): readonly OfficeKind[] {
  const given = service && Array.isArray(service.offices) ? service.offices.map(({ kind }) => kind) : [];
  return catalogue.officeKinds.filter(
    ({ id, rated, one_window }) => rated !== false && (service ? given.includes(id) : one_window),
  );
}

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
