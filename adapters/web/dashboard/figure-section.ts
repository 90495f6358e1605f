import { type Figure, type NotTold, queryOf, type Selection, type Told } from '../../../bot/index.ts';
import { type Html, html } from '../html.ts';
import { drawChart } from './charts/index.ts';
import { pagePen } from './charts/pen.ts';
import { isTold, sentenceOf, spanOf } from './sentence.ts';
import { tableOf } from './table.ts';
import type { Words } from './words.ts';

/** What stands around a figure. */
export interface Around {
  readonly locale: string;
  readonly selection: Selection;
  readonly words: Words;
  /** The first month that was published, in words; '' before there is one. */
  readonly since: string;
}

/** Between the margins of the narrowest phone, in pixels. */
const NARROWEST = 290;

export const dashboardPath = (locale: string): string => `/${locale}/dashboard`;

/** One figure: what it says, its chart, its table, its files, what it counts. */
export function figureSection(figure: Figure, told: Told | NotTold, around: Around): Html {
  const { words } = around;
  const { say } = words;
  return html`<section class="figure" id="${figure.id}"><h2>${say(`dashboard.figures.${figure.id}.title`)}</h2>
<p class="says">${sentenceOf(figure, told, words)}</p>
${isTold(told) && html`${chart(figure, told, words)}${tableOf(figure, told, words)}${downloads(figure, around)}`}${definition(figure, told, around)}</section>
`;
}

function chart(figure: Figure, told: Told, words: Words): Html | false {
  const drawing = drawChart(figure, told, words, { pen: pagePen, narrowest: NARROWEST });
  if (!drawing) return false;
  const title = words.say('dashboard.chart', { of: words.say(`dashboard.figures.${figure.id}.title`) });
  return html`<svg class="chart" role="img" width="100%" height="${Math.ceil(drawing.height)}"><title>${title}</title>
${drawing.marks}</svg>`;
}

function downloads({ id }: Figure, { locale, selection, words: { say } }: Around): Html {
  const of = html`<span class="unseen"> ${say(`dashboard.figures.${id}.title`)}</span>`;
  const address = (ending: string) => `${dashboardPath(locale)}/${id}.${ending}${queryOf(selection)}`;
  return html`<p class="downloads"><a href="${address('csv')}">${say('dashboard.csv.link')}${of}</a> <a href="${address('png')}">${say('dashboard.png.link')}${of}</a></p>
`;
}

/** What is counted, since when, what must be known to read it, and the statement that counts it. */
function definition({ id, measures }: Figure, told: Told | NotTold, { words, since }: Around): Html {
  const { say } = words;
  const lines = [
    say(`dashboard.figures.${id}.what`),
    ...(isTold(told) ? told.notes.map((note) => say(`dashboard.note.${note}`)) : []),
    ...(isTold(told) ? [say('dashboard.counted-for', { span: spanOf(told.periods, words), since })] : []),
  ];
  return html`<details class="what"><summary>${say('dashboard.definition')}<span class="unseen"> ${say(`dashboard.figures.${id}.title`)}</span></summary>
${lines.map((line) => html`<p>${line}</p>`)}${
  measures.length > 0 &&
  html`<p>${say('dashboard.measure')} ${measures.map((name) => html`<a href="/open-data/measures/${name}.sql"><code>${name}.sql</code></a> `)}</p>`
}</details>`;
}
