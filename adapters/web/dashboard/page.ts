import { type Choosing, FIGURES, grouped, queryOf, type Selection } from '../../../bot/index.ts';
import { COARSE, type RunningMonth } from '../../public-figures.ts';
import { type Html, html } from '../html.ts';
import { document, footer } from '../layout.ts';
import { linked } from '../linked.ts';
import type { View } from '../site.ts';
import type { Board } from './board.ts';
import { dashboardPath, figureSection } from './figure-section.ts';
import { filters } from './filters.ts';
import { fieldNames, selectionLine, spanOf } from './sentence.ts';
import { type Words, wordsIn } from './words.ts';

interface Shown {
  readonly board: Board;
  readonly selection: Selection;
  /** What was asked for and is not in the selection. */
  readonly misread: readonly Choosing[];
  readonly running: RunningMonth | undefined;
}

/** All figures for one selection. */
export function dashboardPage(view: View, { board, selection, misread, running }: Shown): string {
  const { say, locale, assets } = view;
  const words = wordsIn(view.knowledge, locale);
  const { months } = board.choices;
  const since = spanOf(months.slice(0, 1), words);
  const around = { locale, selection, words, since };
  const addressIn = (one: string) => dashboardPath(one) + queryOf(selection);
  return document(view, {
    title: `${say('dashboard.title')} · ${say('web.heading')}`,
    description: say('dashboard.description'),
    addresses: { km: addressIn('km'), en: addressIn('en') },
    canonical: dashboardPath(locale),
    goes: 'chat',
    head: html`<link rel="stylesheet" href="${assets.figures}">
`,
    body: html`<main id="content" class="reading board">
<h1>${say('dashboard.title')}</h1>
<p class="summary">${say('dashboard.intro')}</p>
${months.length > 0 ? filters(locale, selection, board.choices, words) : html`<p class="sure">${say('dashboard.empty')}</p>`}
${months.length > 0 && misread.length > 0 && misreadLine(misread, selection, words)}
${months.length > 0 && html`<p class="chosen" role="status"><strong>${spanOf(span(selection), words)}</strong> · ${selectionLine(selection, words)}</p>`}
${running && runningMonth(running, words)}
${months.length > 0 ? FIGURES.map((figure, at) => html`${figureSection(figure, board.tell(figure, selection), around)}${at === 0 && contents(words)}`) : promised(words)}
${about(view)}
</main>${footer(view)}`,
  });
}

const span = ({ from, to }: Selection): string[] => (from === to ? [from] : [from, to]);

/** What the reader asked for in vain: else the figures below would pass for it. */
const misreadLine = (misread: readonly Choosing[], selection: Selection, words: Words): Html =>
  html`<p class="sure" role="alert">${words.say('dashboard.misread.page', {
    fields: fieldNames(misread, words),
    shown: `${spanOf(span(selection), words)} · ${selectionLine(selection, words)}`,
  })}</p>`;

/** The month that is not over: totals alone, as nothing of it is published yet. */
function runningMonth({ month, ...counts }: RunningMonth, { say, period }: Words): Html {
  const told = Object.entries(counts).map(([name, count]) => [
    name,
    count < COARSE ? say('dashboard.fewer', { n: COARSE }) : grouped(count),
  ]);
  return html`<p class="running">${say('dashboard.running', { month: period(month), ...Object.fromEntries(told) })}</p>`;
}

const contents = ({ say }: Words): Html =>
  html`<nav class="contents" aria-label="${say('dashboard.contents')}"><ul>${FIGURES.map(
    ({ id }) => html`<li><a href="#${id}">${say(`dashboard.figures.${id}.title`)}</a></li>`,
  )}</ul></nav>`;

/** Before anything is published: what there will be. */
const promised = ({ say }: Words): Html =>
  html`<section class="figure"><h2>${say('dashboard.contents')}</h2><dl>${FIGURES.map(
    ({ id }) =>
      html`<dt>${say(`dashboard.figures.${id}.title`)}</dt><dd>${say(`dashboard.figures.${id}.what`)}</dd>`,
  )}</dl></section>`;

/** How the figures came about, how to cite them, and where their data is. */
const about = ({ say, locale, origin, today }: View): Html =>
  html`<section class="aspect" id="about"><h2>${say('dashboard.about.heading')}</h2>
<p>${say('dashboard.about.equal')}</p><p>${say('dashboard.about.hidden')}</p></section>
<section class="aspect" id="cite"><h2>${say('dashboard.cite.heading')}</h2><p>${linked(
    say('dashboard.cite.text', {
      address: origin + dashboardPath(locale),
      date: say('date.day', dateParts(say, today)),
    }),
  )}</p></section>
<p class="ask-about"><a class="button strong" href="/?lang=${locale}">${say('dashboard.ask')}</a> <a class="button" href="/${locale}/open-data">${say('open-data.title')}</a></p>`;

export function dateParts(say: View['say'], day: string): Readonly<Record<string, unknown>> {
  const [year, month, date] = day.split('-');
  return { year, month: say(`months.${month}`), day: Number(date) };
}
