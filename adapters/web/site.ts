import type { Request } from 'express';
import type { Knowledge, Locale, Say } from '../../bot/index.ts';
import type { Assets } from './assets.ts';
import type { Cookies } from './cookies.ts';
import { localeOf } from './locale.ts';

/** What every page and route of the web channel needs. */
export interface Site {
  readonly knowledge: () => Knowledge;
  readonly assets: Assets;
  readonly cookies: Cookies;
  /** Where the site stands for the public, without a slash at the end; '' keeps addresses relative. */
  readonly origin: string;
  /** The day in Phnom Penh. */
  readonly today: () => string;
  /** The figures were made up, to show what they look like. */
  readonly isDemo: () => boolean;
}

/** A page being made: in one language, of one state of the content. */
export interface View {
  readonly knowledge: Knowledge;
  readonly assets: Assets;
  readonly origin: string;
  readonly locale: Locale;
  readonly say: Say;
  readonly today: string;
  readonly isDemo: boolean;
}

/** Opens a view in the language that the request asks for, or in a given one. */
export function viewFor(
  { knowledge, assets, cookies, origin, today, isDemo }: Site,
  request: Request,
  given?: Locale,
): View {
  const locale = given ?? localeOf(request, cookies);
  const current = knowledge();
  return {
    knowledge: current,
    assets,
    origin,
    locale,
    say: current.speech(locale),
    today: today(),
    isDemo: isDemo(),
  };
}
