import type { Request, RequestHandler } from 'express';
import { Refusal } from '../web/index.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);
const OURS = new Set(['same-origin', 'none']);

/**
 * Refuses what another site makes a browser send here. Programs send neither header and pass: they carry no
 * citizen's cookie.
 */
export function sameSite(publicUrl: string | undefined): RequestHandler {
  const publicHost = publicUrl === undefined ? undefined : new URL(publicUrl).host;
  return (request, _response, next) => {
    const foreign = !READING.has(request.method) && !isOurs(request, publicHost);
    next(foreign ? new Refusal(403, 'cross_site', 'this can only be sent from our own page') : undefined);
  };
}

function isOurs(request: Request, publicHost: string | undefined): boolean {
  const site = request.get('Sec-Fetch-Site');
  if (site !== undefined) return OURS.has(site);
  const origin = request.get('Origin');
  if (origin === undefined) return true;
  const host = URL.canParse(origin) ? new URL(origin).host : undefined;
  return host !== undefined && (host === request.get('Host') || host === publicHost);
}
