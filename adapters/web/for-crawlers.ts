import { Router } from 'express';
import { LOCALES } from '../../bot/index.ts';
import { dashboardPath } from './dashboard/figure-section.ts';
import { type Html, html, markupOf } from './html.ts';
import { LEGAL_TOPICS, legalPath } from './legal-pages.ts';
import { openDataPath } from './open-data/page.ts';
import { servicePath } from './services-page.ts';
import type { Site } from './site.ts';

/** robots.txt and sitemap.xml, for a site that has a public address. */
export function forCrawlers({ origin, knowledge }: Site): Router {
  const router = Router();
  router.get('/robots.txt', (_request, response) => {
    response.type('text/plain').send(`User-agent: *\nDisallow: /api/\nSitemap: ${origin}/sitemap.xml\n`);
  });
  router.get('/sitemap.xml', (_request, response) => {
    const services = knowledge().catalogue.services.filter(({ status }) => status === 'active');
    const pages = [
      (locale: string) => `/?lang=${locale}`,
      (locale: string) => `/${locale}/services`,
      dashboardPath,
      openDataPath,
      ...services.map(
        ({ id }) =>
          (locale: string) =>
            servicePath(locale, id),
      ),
      ...LEGAL_TOPICS.map((topic) => (locale: string) => legalPath(locale, topic)),
    ];
    response.type('application/xml').send(
      markupOf(html`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${pages.map((pathIn) => LOCALES.map((locale) => entry(origin, locale, pathIn)))}</urlset>
`),
    );
  });
  return router;
}

const entry = (origin: string, locale: string, pathIn: (locale: string) => string): Html =>
  html`<url><loc>${origin}${pathIn(locale)}</loc>${LOCALES.map(
    (other) => html`<xhtml:link rel="alternate" hreflang="${other}" href="${origin}${pathIn(other)}"/>`,
  )}</url>
`;
