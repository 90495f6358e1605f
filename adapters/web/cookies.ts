import type { CookieOptions, Request, Response } from 'express';

/** The value of one cookie of a request. */
export function cookieOf(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = pair.split('=');
    if (key?.trim() === name) return value?.trim();
  }
  return undefined;
}

/** What the web remembers in the browser: which conversation goes on, and in which language. Nothing else. */
export interface Cookies {
  readonly conversation: (request: Request) => string | undefined;
  readonly keepConversation: (response: Response, id: string) => void;
  readonly locale: (request: Request) => string | undefined;
  readonly keepLocale: (response: Response, locale: string) => void;
}

const HOURS = 3_600_000;

/** Cookies that no script and no other site can use; sent only encrypted where the public address is. */
export function createCookies(publicUrl: string | undefined): Cookies {
  const secure = publicUrl?.startsWith('https:') ?? false;
  const options: CookieOptions = { httpOnly: true, sameSite: 'lax', secure, path: '/' };
  return {
    // Anything else is none of ours, and nothing to remember anybody by.
    conversation: (request) => /^[\w-]{22}$/.exec(cookieOf(request, 'conversation') ?? '')?.[0],
    keepConversation: (response, id) =>
      response.cookie('conversation', id, { ...options, maxAge: 2 * HOURS }),
    locale: (request) => cookieOf(request, 'lang'),
    keepLocale: (response, locale) =>
      response.cookie('lang', locale, { ...options, maxAge: 24 * 365 * HOURS }),
  };
}
