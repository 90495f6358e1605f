import {
  type DescribedAspect,
  type Description,
  describeService,
  encode,
  type Service,
} from '../../bot/index.ts';
import { type Html, html } from './html.ts';
import { structuredData } from './json-ld.ts';
import { document, footer } from './layout.ts';
import { linked } from './linked.ts';
import { serviceLink, servicePath } from './services-page.ts';
import type { View } from './site.ts';

/** One service: every fact in the words of the chat, where it comes from, and what goes with it. */
export function servicePage(view: View, service: Service): string {
  const { knowledge, say, locale, origin, today } = view;
  const description = describeService(knowledge, service, locale, today);
  const path = servicePath(locale, service.id);
  const sector = knowledge.catalogue.sectors.find(({ id }) => id === service.sector);
  return document(view, {
    title: `${description.name} · ${say('web.heading')}`,
    description: description.summary,
    addresses: { km: servicePath('km', service.id), en: servicePath('en', service.id) },
    goes: 'chat',
    head: structuredData(view, service, description),
    body: html`<main id="content" class="reading">
<nav class="trail" aria-label="${say('web.trail')}"><a href="/${locale}/services">${say('web.services')}</a> › <a href="/${locale}/services#${service.sector}">${sector?.name[locale]}</a></nav>
<h1>${description.name}</h1>
<p class="summary">${description.summary}</p>
${description.certainty.length > 0 && html`<p class="sure">${description.certainty.join(' ')}</p>`}
${description.aspects.map(aspectSection)}
${listOf(view, say('web.requires'), description.requires)}
${listOf(view, say('web.related'), description.related)}
${sources(view, description)}
<p class="ask-about"><a class="button strong" href="/?lang=${locale}&amp;ref=${encode({ kind: 'service', service: service.id })}">${say('web.ask-about')}</a></p>
${origin !== '' && html`<p class="address">${say('web.share')}<br><a href="${path}">${origin}${path}</a></p>`}
</main>${footer(view)}`,
  });
}

const aspectSection = ({ aspect, heading, lines, unknown, certainty }: DescribedAspect): Html =>
  html`<section class="aspect${unknown && ' open'}" id="${aspect}"><h2>${heading}</h2>
${blocks(lines)}${certainty.length > 0 && html`<p class="source">${certainty.join(' ')}</p>`}</section>
`;

const BULLET = '• ';

/** Lines that begin with a bullet become a list; the others are paragraphs. */
function blocks(lines: readonly string[]): Html {
  const groups: { readonly list: boolean; readonly lines: string[] }[] = [];
  for (const line of lines) {
    const list = line.startsWith(BULLET);
    const last = groups.at(-1);
    if (list && last?.list) last.lines.push(line);
    else groups.push({ list, lines: [line] });
  }
  return html`${groups.map((group) =>
    group.list
      ? html`<ul>${group.lines.map((line) => html`<li>${linked(line.slice(BULLET.length))}</li>`)}</ul>`
      : html`<p>${linked(group.lines.join('\n'))}</p>`,
  )}`;
}

const listOf = (view: View, heading: string, services: readonly Service[]): Html | false =>
  services.length > 0 &&
  html`<section class="others"><h2>${heading}</h2><ul>${services.map((one) => serviceLink(view, one))}</ul></section>`;

const sources = ({ say }: View, { sources: all }: Description): Html =>
  html`<section class="sources"><h2>${say('web.sources')}</h2><ul>${all.map(
    ({ text, url }) =>
      html`<li>${text}${url !== undefined && html` <a href="${url}" rel="noopener noreferrer">${hostOf(url)}</a>`}</li>`,
  )}</ul></section>`;

const hostOf = (url: string): string => new URL(url).hostname.replace(/^www\./, '');
