import type { Say } from '../../bot/index.ts';
import { dayInPhnomPenh } from '../calendar.ts';
import { type Html, html } from './html.ts';
import { document, footer } from './layout.ts';
import { otherLocale } from './locale.ts';
import type { View } from './site.ts';

interface Section {
  readonly heading: string;
  readonly text: string;
}
interface LegalPage {
  readonly title: string;
  readonly intro?: string;
  readonly sections: readonly Section[];
}

/** What citizens may want to know before they write, by the end of its address. */
const PAGES = {
  privacy: (say) => ({
    title: say('privacy.title'),
    intro: say('privacy.intro'),
    sections: ['kept', 'not-kept', 'delete', 'platforms', 'operator'].map((part) => ({
      heading: say(`privacy.${part}.heading`),
      text: say(`privacy.${part}.text`),
    })),
  }),
  terms: (say) => ({
    title: say('terms.title'),
    sections: ['what', 'check', 'use', 'content'].map((part) => ({
      heading: say(`terms.${part}.heading`),
      text: say(`terms.${part}.text`),
    })),
  }),
  'data-deletion': (say) => ({
    title: say('deletion.title'),
    sections: ['chat', 'facebook', 'stays'].map((part) => ({
      heading: say(`deletion.${part}.heading`),
      text: say(`deletion.${part}.text`),
    })),
  }),
} satisfies Record<string, (say: Say) => LegalPage>;
export type LegalTopic = keyof typeof PAGES;
export const LEGAL_TOPICS = Object.keys(PAGES) as readonly LegalTopic[];

export const legalPath = (locale: string, topic: LegalTopic): string => `/${locale}/${topic}`;

/** One of the pages under the footer: headings, and what is true below them. */
export function legalPage(view: View, topic: LegalTopic): string {
  const { say } = view;
  const { title, intro, sections }: LegalPage = PAGES[topic](say);
  return document(view, {
    title: `${title} · ${say('web.heading')}`,
    description: intro ?? sections[0]?.text ?? title,
    addresses: { km: legalPath('km', topic), en: legalPath('en', topic) },
    goes: 'chat',
    body: html`<main id="content" class="reading"><h1>${title}</h1>
${intro !== undefined && html`<p>${intro}</p>`}${sections.map(section)}
</main>${footer(view)}`,
  });
}

const section = ({ heading, text }: Section): Html =>
  html`<section class="aspect"><h2>${heading}</h2>${text.startsWith(BULLET) ? list(text) : html`<p>${text}</p>`}</section>
`;

const BULLET = '• ';
const list = (text: string): Html =>
  html`<ul>${text.split('\n').map((line) => html`<li>${line.slice(BULLET.length)}</li>`)}</ul>`;

/** What became of a request to delete that came from Facebook. */
export function deletionRequestPage(view: View, code: string, at: Date): string {
  const { say, locale } = view;
  const title = say('deletion.requested.title');
  const date = spokenDay(say, dayInPhnomPenh(at));
  return document(view, {
    title: `${title} · ${say('web.heading')}`,
    elsewhere: `/data-deletion/${code}?lang=${otherLocale(locale)}`,
    goes: 'chat',
    body: html`<main id="content" class="reading"><h1>${title}</h1>
<p class="sure">${say('deletion.requested.received', { date })}</p>
<p>${say('deletion.requested.nothing')}</p>
<p>${say('deletion.requested.chat')}</p>
<p><a class="button" href="${legalPath(locale, 'data-deletion')}">${say('deletion.title')}</a></p>
<p class="source">${code}</p>
</main>${footer(view)}`,
  });
}

function spokenDay(say: Say, date: string): string {
  const [year, month, day] = date.split('-');
  return say('date.day', { year, month: say(`months.${month}`), day: Number(day) });
}
