import { type Response, Router } from 'express';
import { unknownPage } from './apology-page.ts';
import { deletionRequestPage, LEGAL_TOPICS, legalPage } from './legal-pages.ts';
import { asLocale } from './locale.ts';
import { type Site, viewFor } from './site.ts';

/** Privacy, terms and deletion. `readCode` tells when a deletion request was confirmed, or that it never was. */
export function legalRoutes(site: Site, readCode: (code: string) => Date | undefined): Router {
  const router = Router();
  for (const topic of LEGAL_TOPICS)
    router.get(`/:locale/${topic}`, (request, response, next) => {
      const locale = asLocale(request.params.locale);
      if (!locale) return next();
      send(response, 'public', legalPage(viewFor(site, request, locale), topic));
    });
  router.get('/data-deletion/:code', (request, response) => {
    const { code } = request.params;
    const view = viewFor(site, request);
    const at = readCode(code);
    if (!at) response.status(404);
    send(response, 'private', at ? deletionRequestPage(view, code, at) : unknownPage(view));
  });
  return router;
}

/** A page whose language is the reader's, not the address's, is nobody else's to keep. */
const send = (response: Response, kept: 'public' | 'private', markup: string): Response =>
  response.set('Cache-Control', `${kept}, no-cache`).type('html').send(markup);
