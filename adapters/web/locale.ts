import type { Request } from 'express';
import { LOCALES, type Locale } from '../../bot/index.ts';
import type { Cookies } from './cookies.ts';

/** A language of ours, or undefined for anything else. */
export const asLocale = (value: unknown): Locale | undefined => LOCALES.find((locale) => locale === value);

/** The other language: there are two, and each page links to the same page in the other. */
export const otherLocale = (locale: Locale): Locale => (locale === 'km' ? 'en' : 'km');

/** The language of a page whose address does not say it: asked for, remembered, the browser's, Khmer. */
export function localeOf(request: Request, cookies: Cookies): Locale {
  const inPath = asLocale(request.path.split('/')[1]);
  const accepted = request.acceptsLanguages([...LOCALES]);
  return (
    inPath ??
    asLocale(request.query['lang']) ??
    asLocale(cookies.locale(request)) ??
    asLocale(accepted) ??
    'km'
  );
}
