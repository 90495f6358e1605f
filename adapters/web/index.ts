import { type Request, Router } from 'express';
import type { Knowledge } from '../../bot/index.ts';
import type { PulledChannel } from '../answer.ts';
import { dayInPhnomPenh } from '../calendar.ts';
import type { PublicFigures } from '../public-figures.ts';
import { failurePage, unknownPage } from './apology-page.ts';
import { loadAssets } from './assets.ts';
import { chatApi } from './chat-api.ts';
import { chatRoutes } from './chat-routes.ts';
import { createCookies } from './cookies.ts';
import { dashboardRoutes } from './dashboard/routes.ts';
import { doorLimit } from './door-limit.ts';
import { createExchange, type ExchangeParts, WEB } from './exchange.ts';
import { forCrawlers } from './for-crawlers.ts';
import { legalRoutes } from './legal-routes.ts';
import { openDataRoutes } from './open-data/routes.ts';
import { servicesRoutes } from './services-routes.ts';
import { type Site, viewFor } from './site.ts';
import { keepSaid, type Thread } from './threads.ts';

export { Refusal } from './refusal.ts';
export { createWaiting } from './waiting.ts';

/** What the dispatch knows of the web: what was said is kept for the page to show. */
export const web: PulledChannel = {
  name: WEB,
  keep: (thread, turn) => keepSaid(thread as Thread | undefined, turn),
};

export interface WebDependencies extends Omit<ExchangeParts, 'now'> {
  /** Asked anew for every page: content is swapped while the server runs. */
  readonly knowledge: () => Knowledge;
  /** Where citizens reach the site, such as https://villager.example; undefined on a developer's machine. */
  readonly publicUrl: string | undefined;
  readonly now: () => Date;
  readonly figures: PublicFigures;
  /** When a request to delete was confirmed with this code; undefined for a code that we did not give. */
  readonly readDeletionCode?: ((code: string) => Date | undefined) | undefined;
  /** Where the script, style and picture of the pages lie. */
  readonly assetsFolder?: string | undefined;
}

/** The web channel: its routes, and its way to say that something went wrong. */
export interface Web {
  readonly router: Router;
  readonly unknownPage: (request: Request) => string;
  readonly failurePage: (request: Request, status: number, requestId: string) => string;
}

/** Builds the web channel: chat page, chat door, pages of the services. */
export function createWeb(dependencies: WebDependencies): Web {
  const { store, knowledge, publicUrl, now, figures, assetsFolder, readDeletionCode } = dependencies;
  const site: Site = {
    knowledge,
    assets: loadAssets(assetsFolder ?? 'adapters/web/assets'),
    cookies: createCookies(publicUrl),
    origin: (publicUrl ?? '').replace(/\/+$/, ''),
    today: () => dayInPhnomPenh(now()),
    isDemo: figures.isDemo,
  };
  const exchange = createExchange({ ...dependencies, now: () => now().getTime() });
  const router = Router();
  router.use(site.assets.serve);
  router.post(
    ['/', '/api/chat'],
    doorLimit(site.cookies.conversation, () => now().getTime()),
  );
  router.use(chatApi(exchange, site.cookies), chatRoutes(site, store, exchange));
  if (publicUrl) router.use(forCrawlers(site));
  router.use(servicesRoutes(site), legalRoutes(site, readDeletionCode ?? (() => undefined)));
  router.use(dashboardRoutes(site, figures), openDataRoutes(site, figures));
  return {
    router,
    unknownPage: (request) => unknownPage(viewFor(site, request)),
    failurePage: (request, status, requestId) => failurePage(viewFor(site, request), status, requestId),
  };
}
