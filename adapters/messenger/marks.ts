import { LOCALES, type Locale } from '../../bot/index.ts';

/** The metadata that all our messages carry: an echo without it was written by a human in the Page's inbox. */
export const OURS = 'smart-villager';

/** The payload of the Get Started button. */
export const GET_STARTED = 'get-started';

const SPOKEN = /^([a-z]{2}):(.+)$/s;

/** A code behind words in one language: whoever taps them first has told which one they read. */
export const spokenIn = (locale: Locale, code: string): string => `${locale}:${code}`;

/** A payload that came back → the code, and the language of the words that were tapped, where it tells. */
export function codeIn(payload: string): { readonly value: string; readonly locale?: Locale } {
  const [, spoken, value = payload] = SPOKEN.exec(payload) ?? [];
  const locale = LOCALES.find((one) => one === spoken);
  return locale ? { value, locale } : { value: payload };
}
