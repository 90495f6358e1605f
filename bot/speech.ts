import i18next from 'i18next';
import { LOCALES, type Locale, type Money, type Strings } from './catalogue/index.ts';
import { remember } from './understand/remember.ts';

/** Says a sentence of the locale file by its key, with its values filled in. */
export type Say = (key: string, values?: Readonly<Record<string, unknown>>) => string;

/** The sentences of one language. A key that is missing is a mistake in the program or the content, and throws. */
export function createSpeech(strings: Readonly<Record<Locale, Strings>>): (locale: Locale) => Say {
  const instance = i18next.createInstance();
  void instance.init({
    resources: Object.fromEntries(LOCALES.map((locale) => [locale, { translation: strings[locale] }])),
    lng: LOCALES[0],
    fallbackLng: false,
    initAsync: false,
    showSupportNotice: false,
    interpolation: { escapeValue: false },
    parseMissingKeyHandler: (key) => {
      throw new Error(`the locale files have no text "${key}"`);
    },
  } as Parameters<typeof instance.init>[0]);
  const say = (locale: Locale, key: string, values: Readonly<Record<string, unknown>>) =>
    localDigits(instance.t(key, { ...values, lng: locale }), locale);
  /** Sentences without values are the same every time, and most are. */
  const fixed = new Map(LOCALES.map((locale) => [locale, remember((key) => say(locale, key, {}))]));
  return (locale) => (key, values) =>
    values === undefined ? (fixed.get(locale)?.(key) ?? '') : say(locale, key, values);
}

const KHMER_ZERO = 0x17e0;

/** Khmer texts show Khmer digits, except inside addresses and codes. */
export function localDigits(text: string, locale: Locale): string {
  if (locale !== 'km') return text;
  return text.replace(/https?:\/\/\S+|[A-Za-z]\S*|\d/g, (part) =>
    /^\d$/.test(part) ? String.fromCodePoint(KHMER_ZERO + Number(part)) : part,
  );
}

/** 420000 → "420,000". */
export const grouped = (amount: number): string => String(amount).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** A sum as citizens read it: "420,000 riel", "៤២០,០០០ រៀល". */
export const money = (say: Say, { amount, currency }: Money): string =>
  say(`money.${currency}`, { amount: grouped(amount) });

/** "2026-11" → "November 2026"; as exact as the date is. */
export function looseDate(say: Say, date: string): string {
  const [year, month, day] = date.split('-');
  if (!month) return year ?? date;
  const named = say(`months.${month}`);
  return day
    ? say('date.day', { year, month: named, day: Number(day) })
    : say('date.month', { year, month: named });
}
