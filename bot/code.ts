import { ASPECTS, type Aspect } from './catalogue/service.ts';
import { LOCALES, type Locale } from './catalogue/text.ts';

/**
 * What a button, deep link, QR code or phone key stands for: ids, never texts, so that it stays valid
 * while the catalogue changes. Written in `A-Za-z0-9_-`, at most 64 bytes: the narrowest of all channels
 * (Telegram callback data and start parameter).
 */
export type Action =
  | { readonly kind: 'service'; readonly service: string; readonly aspect?: Aspect }
  | { readonly kind: 'sector'; readonly sector: string; readonly page: number }
  | { readonly kind: 'fact'; readonly service: string; readonly fact: string; readonly value: string }
  | { readonly kind: 'place'; readonly place: string }
  | { readonly kind: 'locale'; readonly locale: Locale }
  | RatingAction
  | ComplaintAction
  | { readonly kind: (typeof PLAIN)[number] };

/**
 * An answer while an office is rated. From the place on it names the office, from the liking on the place as well, and
 * always the service that it is about: a button of an earlier rating never speaks about another one.
 */
export interface RatingAction extends RatedOffice {
  readonly kind: 'rating';
  readonly part: RatingPart;
  readonly value: string;
}
/** The way to a complaint: about the office that was rated; about none on older buttons. */
export interface ComplaintAction extends RatedOffice {
  readonly kind: 'complaint';
}
/** The kind of an office and the place it stands in, as far as they are told. */
export interface RatedOffice {
  readonly office?: string;
  readonly place?: string;
  /** The service, as `markOf`; absent when it is about none, and on buttons that are older than marks. */
  readonly mark?: string;
}
export const RATING_PARTS = ['service', 'office', 'place', 'liking', 'reason', 'gender'] as const;
export type RatingPart = (typeof RATING_PARTS)[number];

export const MAX_CODE_BYTES = 64;
/** Two hyphens never stand in an id. */
const SEPARATOR = '--';
/** No id begins with it: a mark is known by it wherever it stands. */
const MARK = '_';
const PLAIN = [
  'menu',
  'help',
  'language',
  'office',
  'ask-place',
  'other-place',
  'report',
  'rate',
  'stop-rating',
  'forget',
] as const;
const isPlain = (word: string): word is (typeof PLAIN)[number] => (PLAIN as readonly string[]).includes(word);
const isAspect = (word: string): word is Aspect => (ASPECTS as readonly string[]).includes(word);
const isPart = (word: string): word is RatingPart => (RATING_PARTS as readonly string[]).includes(word);
const isLocale = (word: string): word is Locale => (LOCALES as readonly string[]).includes(word);

/** An action as a code. */
export function encode(action: Action): string {
  switch (action.kind) {
    case 'service':
      return ['s', action.service, ...(action.aspect ? [action.aspect] : [])].join(SEPARATOR);
    case 'sector':
      return ['c', action.sector, ...(action.page > 0 ? [action.page] : [])].join(SEPARATOR);
    case 'fact':
      return ['v', action.service, action.fact, action.value].join(SEPARATOR);
    case 'place':
      return ['p', action.place].join(SEPARATOR);
    case 'rating':
      return ['r', action.part, action.value, ...wordsFor(action)].join(SEPARATOR);
    case 'complaint':
      return [action.kind, ...wordsFor(action)].join(SEPARATOR);
    case 'locale':
      return ['l', action.locale].join(SEPARATOR);
    default:
      return action.kind;
  }
}

const wordsFor = ({ office, place, mark }: RatedOffice): string[] =>
  [office, place, mark && `${MARK}${mark}`].flatMap((word) => word || []);

const officeOf = (office?: string, place?: string, mark?: string): RatedOffice => ({
  ...(office ? { office } : {}),
  ...(place ? { place } : {}),
  ...(mark ? { mark } : {}),
});

/** A code that came back → the action, or undefined when nobody of us wrote it. A bare service id opens that service. */
export function decode(code: string): Action | undefined {
  if (code.length > MAX_CODE_BYTES || !/^[A-Za-z0-9_-]+$/.test(code)) return undefined;
  if (isPlain(code)) return { kind: code };
  const parts = code.split(SEPARATOR);
  const [head, first, second, third, fourth] = parts.filter((part) => !part.startsWith(MARK));
  const mark = parts.find((part) => part.startsWith(MARK))?.slice(MARK.length);
  if (head === 'complaint') return { kind: head, ...officeOf(first, second, mark) };
  if (first === undefined) return { kind: 'service', service: code };
  if (head === 's')
    return { kind: 'service', service: first, ...(second && isAspect(second) ? { aspect: second } : {}) };
  if (head === 'c') return { kind: 'sector', sector: first, page: Number.parseInt(second ?? '0', 10) || 0 };
  if (head === 'v' && second && third !== undefined)
    return { kind: 'fact', service: first, fact: second, value: third };
  if (head === 'r' && isPart(first) && second)
    return { kind: 'rating', part: first, value: second, ...officeOf(third, fourth, mark) };
  if (head === 'p') return { kind: 'place', place: first };
  if (head === 'l' && isLocale(first)) return { kind: 'locale', locale: first };
  return undefined;
}
