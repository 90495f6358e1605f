import { blocks, type Say } from '../../../bot/index.ts';
import { dateParts } from '../dashboard/page.ts';
import { type Html, html } from '../html.ts';
import { document, footer } from '../layout.ts';
import { linked } from '../linked.ts';
import type { View } from '../site.ts';
import { LICENCE } from './datapackage.ts';
import { CSV, type OpenFile } from './folder.ts';

export const openDataPath = (locale: string): string => `/${locale}/open-data`;

const SECTIONS = ['what', 'method', 'hidden', 'columns', 'verify'] as const;

/** What there is to download, what it means, and under which terms. */
export function openDataPage(view: View, files: ReadonlyMap<string, OpenFile>): string {
  const { say, locale, assets, origin, today } = view;
  const date = say('date.day', dateParts(say, today));
  return document(view, {
    title: `${say('open-data.title')} · ${say('web.heading')}`,
    description: say('open-data.intro'),
    addresses: { km: openDataPath('km'), en: openDataPath('en') },
    goes: 'chat',
    head: html`<link rel="stylesheet" href="${assets.figures}">
`,
    body: html`<main id="content" class="reading board">
<h1>${say('open-data.title')}</h1>
<p class="summary">${say('open-data.intro')}</p>
<p class="sure">${say('open-data.licence')} <a href="${LICENCE.path}" rel="license noopener noreferrer">${say('open-data.licence-link')}</a></p>
${fileTable(view, files)}
${SECTIONS.map((id) => section(say, id))}
<section class="aspect" id="cite"><h2>${say('dashboard.cite.heading')}</h2><p>${linked(say('open-data.cite', { address: `${origin}/open-data/`, date }))}</p></section>
<p class="ask-about"><a class="button" href="/${locale}/dashboard">${say('dashboard.title')}</a></p>
</main>${footer(view)}`,
  });
}

const section = (say: Say, id: string): Html =>
  html`<section class="aspect" id="${id}"><h2>${say(`open-data.${id}.heading`)}</h2>${say(
    `open-data.${id}.text`,
  )
    .split('\n')
    .map((line) => html`<p>${linked(line)}</p>`)}</section>
`;

function fileTable({ say }: View, files: ReadonlyMap<string, OpenFile>): Html {
  return html`<div class="wide" role="region" tabindex="0" aria-label="${say('open-data.files')}"><table class="files">
<thead><tr><th scope="col">${say('open-data.file')}</th><th scope="col">${say('open-data.about')}</th><th scope="col" class="number">${say('open-data.size')}</th></tr></thead>
<tbody>${[...files.values()].map((file) => fileRow(say, file))}</tbody></table></div>`;
}

const BYTES = 1024;

const fileRow = (say: Say, { name, type, bytes }: OpenFile): Html =>
  html`<tr><th scope="row"><a href="/open-data/${name}">${name}</a>${
    type === CSV &&
    html` <a class="excel" href="/open-data/${name}?excel">${say('open-data.for-excel')}<span class="unseen"> ${name}</span></a>`
  }</th><td>${aboutFile(say, name)}</td><td class="number">${say('open-data.kilobytes', { n: Math.max(1, Math.round(bytes / BYTES)) })}</td></tr>
`;

/** Tables and descriptions are told of by name, and all SQL files alike. */
function aboutFile(say: Say, name: string): string {
  if (name.endsWith('.sql')) return say('open-data.table.measures');
  const stem = name.replace(/\..*$/, '');
  return say(isBlock(stem) ? `open-data.block.${stem}` : `open-data.table.${stem}`);
}

const isBlock = (name: string): boolean => blocks.some(({ id }) => id === name);
