import { isUnknown, type OfficeKind, type Place, provinceCode } from '../catalogue/index.ts';
import { bullet, type Tell, type Telling } from './telling.ts';

/** Where to go: the kind of office, with the citizen's place where it is known. */
export const where: Tell = (telling) => {
  const { service, say, locale, catalogue } = telling;
  const contacts = contactLines(telling);
  if (isUnknown(service.offices)) {
    const note = service.offices.note?.[locale];
    return {
      lines: [say('where.unknown'), ...(note ? [note] : []), say('unknown.ask-any'), ...contacts],
      citations: [],
      unknown: true,
      notes: note ? [note] : [],
    };
  }
  const shown = service.offices.map(({ kind: id, note, source }) => {
    const kind = catalogue.officeKinds.find((candidate) => candidate.id === id);
    const name = kind ? officeAt(telling, kind) : id;
    return { line: bullet(note ? say('where.noted', { office: name, note: note[locale] }) : name), source };
  });
  const local = service.offices.some(
    ({ kind }) => catalogue.officeKinds.find(({ id }) => id === kind)?.level !== 'national',
  );
  return {
    lines: [...shown.map(({ line }) => line), ...contacts],
    citations: shown.map(({ source }) => source),
    ...(local && telling.place === undefined ? { wantsPlace: true as const } : {}),
  };
};

/** "One Window Service Office of the district: Sangkae, Battambang", where that is as exact as is known. */
export function officeAt(
  { catalogue, locale, say, place }: Omit<Telling, 'service' | 'known'>,
  kind: OfficeKind,
): string {
  const at =
    place === undefined || kind.level === 'national' ? undefined : placeFor(catalogue.places, kind, place);
  return at ? say('where.at', { office: kind.name[locale], place: at.name[locale] }) : kind.name[locale];
}

const placeFor = (places: readonly Place[], kind: OfficeKind, code: string): Place | undefined =>
  places.find((place) => place.code === (kind.level === 'province' ? provinceCode(code) : code));

function contactLines({ service, catalogue, say }: Telling): string[] {
  const hotline = catalogue.hotlines.find(({ id }) => id === service.hotline);
  return [
    ...(hotline
      ? [say(hotline.free ? 'where.hotline-free' : 'where.hotline', { number: hotline.number })]
      : []),
    ...(service.website ? [say('where.website', { url: service.website })] : []),
  ];
}
