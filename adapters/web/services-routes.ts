import { type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { gonePage, unknownPage } from './apology-page.ts';
import { asLocale } from './locale.ts';
import { cutSearch, searchServices } from './search.ts';
import { servicePage } from './service-page.ts';
import { servicesPage } from './services-page.ts';
import { type Site, type View, viewFor } from './site.ts';

const Asked = z.object({ q: z.string().transform(cutSearch).optional().catch(undefined) });

/** The pages that show all services and each one: public, the same for everybody. */
export function servicesRoutes(site: Site): Router {
  const router = Router();
  const page =
    (
      make: (view: View, id: string, query: unknown) => { readonly status?: number; readonly markup: string },
    ): RequestHandler =>
    (request, response, next) => {
      const locale = asLocale(request.params['locale']);
      if (!locale) return next();
      const { status = 200, markup } = make(
        viewFor(site, request, locale),
        String(request.params['id'] ?? ''),
        request.query,
      );
      send(response.status(status), markup);
    };

  router.get(
    '/:locale/services',
    page((view, _id, query) => {
      const { q } = Asked.parse(query);
      return {
        markup: servicesPage(view, q ? { words: q, found: searchServices(view.knowledge, q) } : undefined),
      };
    }),
  );
  router.get(
    '/:locale/s/:id',
    page((view, id) => {
      const service = view.knowledge.service(id);
      if (!service || service.status === 'draft') return { status: 404, markup: unknownPage(view) };
      if (service.status !== 'active') return { status: 404, markup: gonePage(view, service) };
      return { markup: servicePage(view, service) };
    }),
  );
  return router;
}

/** Kept by the browser and asked again each time: an editor's change shows at once, an unchanged page costs nothing. */
function send(response: Response, markup: string): void {
  response.set('Cache-Control', 'public, no-cache').type('html').send(markup);
}
