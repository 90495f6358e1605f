import type { Service } from '../../bot/index.ts';
import { type Html, html } from './html.ts';
import { document, footer } from './layout.ts';
import { MOST_SEARCH } from './search.ts';
import type { View } from './site.ts';

export interface Search {
  readonly words: string;
  readonly found: readonly Service[];
}

export const servicePath = (locale: string, id: string): string => `/${locale}/s/${id}`;

/** All services by sector, or what a search found. */
export function servicesPage(view: View, search: Search | undefined): string {
  const { say, locale } = view;
  const query = search ? `?q=${encodeURIComponent(search.words)}` : '';
  return document(view, {
    title: `${say('web.services')} · ${say('web.heading')}`,
    description: say('web.description'),
    addresses: { km: `/km/services${query}`, en: `/en/services${query}` },
    canonical: `/${locale}/services`,
    goes: 'chat',
    body: html`<main id="content" class="reading">
<h1>${say('web.services')}</h1>
${searchForm(view, search?.words)}
${search ? results(view, search) : html`${sectorLinks(view)}${sectors(view)}`}
</main>${footer(view)}`,
  });
}

/** A search field over all services. */
export const searchForm = ({ say, locale }: View, words = ''): Html =>
  html`<form class="search" role="search" action="/${locale}/services">
<label for="q">${say('web.search')}</label>
<input id="q" name="q" type="search" value="${words}" maxlength="${MOST_SEARCH}" enterkeyhint="search" dir="auto">
<button>${say('web.search-button')}</button>
</form>`;

function results({ say, locale }: View, { found }: Search): Html {
  const count = found.length > 0 ? say('web.found', { count: found.length }) : say('web.found-none');
  return html`<p role="status">${count}</p>
<ul class="found">${found.map(
    ({ id, name, summary }) =>
      html`<li><a href="${servicePath(locale, id)}">${name[locale]}</a><p>${summary[locale]}</p></li>`,
  )}</ul>
<p><a class="button" href="/${locale}/services">${say('web.services')}</a></p>`;
}

const given = ({ knowledge }: View, sector: string): Service[] =>
  knowledge.catalogue.services.filter((service) => service.sector === sector && service.status === 'active');

const shownSectors = (view: View) =>
  view.knowledge.catalogue.sectors.filter(({ id }) => given(view, id).length > 0);

const sectorLinks = (view: View): Html =>
  html`<nav class="sectors" aria-label="${view.say('web.subjects')}">${shownSectors(view).map(
    ({ id, short }) => html`<a class="button" href="#${id}">${short[view.locale]}</a>`,
  )}</nav>`;

const sectors = (view: View): Html =>
  html`${shownSectors(view).map(
    ({ id, name }) => html`<section class="sector" id="${id}"><h2>${name[view.locale]}</h2>
<ul>${given(view, id).map((service) => serviceLink(view, service))}</ul></section>
`,
  )}`;

/** One service in a list of links. */
export const serviceLink = ({ locale }: View, { id, name }: Service): Html =>
  html`<li><a href="${servicePath(locale, id)}">${name[locale]}</a></li>`;
