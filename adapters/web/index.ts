import { type Request, Router } from 'express';
import type { Knowledge } from '../../bot/index.ts';
import { dayInPhnomPenh, type Villager } from '../villager.ts';
import { failurePage, unknownPage } from './apology-page.ts';
import { loadAssets } from './assets.ts';
import { chatApi } from './chat-api.ts';
import { chatRoutes } from './chat-routes.ts';
import { createCookies } from './cookies.ts';
import { createExchange } from './exchange.ts';
import { forCrawlers } from './for-crawlers.ts';
import { servicesRoutes } from './services-routes.ts';
import { type Site, viewFor } from './site.ts';
import { threadsInMemory } from './threads.ts';

export { Refusal } from './refusal.ts';

export interface WebDependencies {
  readonly villager: Villager;
  /** Asked anew for every page: content is swapped while the server runs. */
  readonly knowledge: () => Knowledge;
  /** Where citizens reach the site, such as https://villager.example; undefined on a developer's machine. */
  readonly publicUrl: string | undefined;
  readonly now: () => Date;
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
export function createWeb({ villager, knowledge, publicUrl, now, assetsFolder }: WebDependencies): Web {
  const site: Site = {
    knowledge,
    assets: loadAssets(assetsFolder ?? 'adapters/web/assets'),
    cookies: createCookies(publicUrl),
    origin: (publicUrl ?? '').replace(/\/+$/, ''),
    today: () => dayInPhnomPenh(now()),
  };
  const threads = threadsInMemory(now);
  const exchange = createExchange(villager, threads, now);
  const router = Router();
  router.use(site.assets.serve, chatApi(exchange, site.cookies), chatRoutes(site, threads, exchange));
  if (publicUrl) router.use(forCrawlers(site));
  router.use(servicesRoutes(site));
  return {
    router,
    unknownPage: (request) => unknownPage(viewFor(site, request)),
    failurePage: (request, status, requestId) => failurePage(viewFor(site, request), status, requestId),
  };
}
