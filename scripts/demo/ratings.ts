import {
  LIKINGS,
  type Liking,
  provinceCode,
  type RatingRecord,
  REASONS,
  type Reason,
} from '../../bot/index.ts';
import type { Chance } from '../faults/chance.ts';
import { apportion } from './apportion.ts';
import type { Country } from './country.ts';
import { shuffle } from './deck.ts';
import { moodOf } from './moods.ts';
import type { Likings } from './plan.ts';
import { type Asked, raters } from './raters.ts';

/** What is named, of so many ratings of a kind; some name several. */
const NAMED: Readonly<Record<Liking, Readonly<Record<Reason, number>>>> = {
  like: { price: 0.22, waiting: 0.34, staff: 0.42, documents: 0.17, place: 0.12, other: 0.03 },
  acceptable: { price: 0.3, waiting: 0.36, staff: 0.14, documents: 0.24, place: 0.11, other: 0.04 },
  dislike: { price: 0.64, waiting: 0.3, staff: 0.16, documents: 0.2, place: 0.05, other: 0.03 },
};
const NAMED_MORE_OR_LESS = 0.2;
const GENDERS = ['female', 'male', undefined] as const;
const GENDER_SHARES = [0.43, 0.37, 0.2];
/** Figures under five are hidden, those of a gender under ten: where there are enough, none is so small. */
const LEAST = 5;
const LEAST_OF_A_GENDER = 10;
const PROMPTED = 0.85;
const ONE_WINDOW = 0.5;

type Offices = Pick<RatingRecord, 'office' | 'place' | 'service'>;

/**
 * Who rates in a month, and what of: exactly so many of each liking. Which office gets which follows its mood and
 * chance. Whoever rates says a gender or not: it is their visitor's from then on.
 * @param age 0 in the first month, 1 in the last
 */
export function ratingsOf(
  chance: Chance,
  { asked, likings, age, country }: Rated,
): ReadonlyMap<Asked, RatingRecord> {
  const wanted = LIKINGS.reduce((sum, liking) => sum + likings[liking], 0);
  const rated = raters(chance, asked, wanted).map((one) => {
    const office = officeOf(chance, one, country);
    return { one, office, mood: moodOf(`${office.place}/${office.office}`, age) + noise(chance) };
  });
  rated.sort((one, other) => other.mood - one.mood);
  const ratings = new Map<Asked, RatingRecord>();
  for (const liking of LIKINGS) {
    const alike = shuffle(chance, rated.splice(0, likings[liking]));
    const genders = gendersOf(alike.length);
    const reasons = reasonsOf(chance, liking, alike.length);
    for (const [at, { one, office }] of alike.entries()) {
      const gender = genders[at];
      one.visit.visitor.gender = gender;
      const prompted = chance.next() < PROMPTED;
      const said = {
        liking,
        reasons: reasons[at]!,
        prompted,
        day: one.visit.day,
        ...(gender ? { gender } : {}),
      };
      ratings.set(one, { kind: 'rating', ...office, ...said });
    }
  }
  return ratings;
}
export interface Rated {
  readonly asked: readonly Asked[];
  readonly likings: Likings;
  readonly age: number;
  readonly country: Country;
}

function officeOf(chance: Chance, { visit, answers }: Asked, country: Country): Offices {
  const service = answers.find((answer) => answer.service !== undefined)?.service;
  const kinds = service === undefined ? [] : country.officesOf(service);
  const kind = kinds.length === 0 || chance.next() < ONE_WINDOW ? country.oneWindow : chance.pick(kinds);
  const { place = chance.pick(country.places)[0] } = visit.visitor;
  const inside = place.length === 4 ? [place] : country.districtsOf(place);
  return {
    office: kind.id,
    place: kind.level === 'province' ? provinceCode(place) : chance.pick(inside),
    ...(service === undefined ? {} : { service }),
  };
}

/** About normal, from -1.5 to 1.5. */
const noise = (chance: Chance): number => chance.next() + chance.next() + chance.next() - 1.5;

function gendersOf(count: number): readonly (typeof GENDERS)[number][] {
  const least = count >= 2.4 * LEAST_OF_A_GENDER ? LEAST_OF_A_GENDER : LEAST;
  return apportion(count, GENDER_SHARES, least).flatMap((some, at) => Array(some).fill(GENDERS[at]));
}

/** In turns, so that nobody names a reason twice and few name none. */
function reasonsOf(chance: Chance, liking: Liking, count: number): readonly (readonly Reason[])[] {
  const named: Reason[][] = Array.from({ length: count }, () => []);
  let turn = 0;
  for (const reason of REASONS) {
    const share = NAMED[liking][reason] * (1 + NAMED_MORE_OR_LESS * (2 * chance.next() - 1));
    const mentions = Math.round(share * count);
    for (let left = mentions < LEAST ? 0 : mentions; left > 0; left -= 1, turn += 1)
      named[turn % count]!.push(reason);
  }
  return named;
}
