import { type Catalogue, encode, type OfficeKind, provinceCode, type Service } from '../../bot/index.ts';
import { type Card, ranked } from './deck.ts';

/** What of the catalogue an invented history draws from. */
export interface Country {
  /** Where citizens are, as far as they say it: districts, and provinces of those who say no more. */
  readonly places: readonly Card<string>[];
  readonly districtsOf: (province: string) => readonly string[];
  /** The most asked for first. */
  readonly services: readonly string[];
  /** Kinds of offices that give a service and can be told apart by a district or a province. */
  readonly officesOf: (service: string) => readonly OfficeKind[];
  /** Where a citizen goes for whatever no other office is known for. */
  readonly oneWindow: OfficeKind;
  /** Posters and links that open the chat. */
  readonly entries: readonly string[];
}

/** Phnom Penh, Battambang, Kandal, Siem Reap …: the others follow in the order of the catalogue. */
const POPULOUS = ['12', '02', '08', '17', '03', '01', '05', '21', '07', '06', '14'];
/** Mondulkiri, Ratanakiri, Stung Treng, Oddar Meanchey, Kep, Pailin: nobody has heard of the villager there. */
const UNREACHED = ['11', '16', '19', '22', '23', '24'];
const ASKED_MOST = [
  'id-card-first',
  'birth-registration',
  'business-registration-small',
  'construction-permit',
  'certified-copy',
  'id-card-renewal',
  'family-book',
  'driving-licence-motorbike',
  'passport',
  'birth-certificate-copy',
  'marriage-registration',
  'motorbike-registration',
  'residence-book',
  'land-title-transfer',
];
const PROVINCE_ALONE = 0.18;
const POSTERS = 8;

export function countryOf({ services, places, officeKinds, sectors }: Catalogue): Country {
  // Towns first: that is where the offices are.
  const districtsOf = (province: string) =>
    places
      .filter(({ code }) => code.length === 4 && provinceCode(code) === province)
      .sort((one, other) => Number(one.kind === 'district') - Number(other.kind === 'district'))
      .map(({ code }) => code);
  const provinces = places.flatMap(({ code }) => (code.length === 2 ? [code] : []));
  const active = new Map(
    services.flatMap((service) => (service.status === 'active' ? [[service.id, service]] : [])),
  );
  const asked = front(ASKED_MOST, [...active.keys()]);
  return {
    places: placeCards(front(POPULOUS, provinces), districtsOf),
    districtsOf,
    services: asked,
    officesOf: (service) => officesOf(active.get(service), officeKinds),
    oneWindow: officeKinds.find(({ level, one_window }) => level === 'district' && one_window)!,
    entries: [
      ...asked.slice(0, POSTERS).map((service) => encode({ kind: 'service', service })),
      ...sectors.slice(0, 2).map(({ id }) => encode({ kind: 'sector', sector: id, page: 0 })),
      encode({ kind: 'office' }),
    ],
  };
}

/** All, those of the list first; what the list names and is not there is left out. */
const front = (first: readonly string[], all: readonly string[]): string[] => [
  ...first.filter((one) => all.includes(one)),
  ...all.filter((one) => !first.includes(one)),
];

function placeCards(
  provinces: readonly string[],
  districtsOf: (province: string) => readonly string[],
): Card<string>[] {
  const reached = provinces.filter((province) => !UNREACHED.includes(province));
  return ranked(reached, 0.9).flatMap(([province, weight]) => {
    const inside = ranked(districtsOf(province), 0.7);
    const sum = inside.reduce((all, [, one]) => all + one, 0);
    return [
      [province, weight * PROVINCE_ALONE] as const,
      ...inside.map(([code, one]): Card<string> => [code, (weight * (1 - PROVINCE_ALONE) * one) / sum]),
    ];
  });
}

function officesOf(service: Service | undefined, kinds: readonly OfficeKind[]): readonly OfficeKind[] {
  const offices = service && Array.isArray(service.offices) ? service.offices : [];
  const named = new Set(offices.map(({ kind }) => kind));
  return kinds.filter(({ id, level }) => named.has(id) && (level === 'district' || level === 'province'));
}
