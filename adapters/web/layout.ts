import { type Html, html, markupOf, trusted } from './html.ts';
import { otherLocale } from './locale.ts';
import type { View } from './site.ts';

/** What a page is, apart from its language and its frame. */
export interface Page {
  readonly title: string;
  readonly description?: string;
  /** The address of this page in each language, for links between them and for search engines. Not given: not to be indexed. */
  readonly addresses?: { readonly km: string; readonly en: string };
  readonly canonical?: string;
  /** Where a page that is not to be indexed stands in the other language; the chat when not given. */
  readonly elsewhere?: string;
  /** What the header offers: the way to the services, or back to the chat. */
  readonly goes: 'services' | 'chat';
  readonly head?: Html;
  readonly body: Html;
}

/** A whole HTML document. */
export function document(view: View, page: Page): string {
  const { locale, assets } = view;
  const markup = html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#14513f">
<title>${page.title}</title>
<link rel="stylesheet" href="${assets.style}">
<link rel="preload" href="${assets.font}" as="font" type="font/woff2" crossorigin>
<link rel="icon" href="${assets.mark}" type="image/svg+xml">
${aboutPage(view, page)}${page.head}
</head>
<body>
<a class="skip" href="#content">${view.say('web.skip')}</a>
${header(view, page)}
${view.isDemo && html`<aside class="demo">${view.say('dashboard.demo')}</aside>`}
${page.body}
</body>
</html>
`;
  return markupOf(markup);
}

function aboutPage({ origin, locale }: View, { title, description, addresses, canonical }: Page): Html {
  if (!addresses) return trusted('<meta name="robots" content="noindex">\n');
  const address = origin + (canonical ?? addresses[locale]);
  return html`<meta name="description" content="${description}">
<link rel="canonical" href="${address}">
<link rel="alternate" hreflang="km" href="${origin}${addresses.km}">
<link rel="alternate" hreflang="en" href="${origin}${addresses.en}">
<link rel="alternate" hreflang="x-default" href="${origin}${addresses.km}">
<meta property="og:type" content="website">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
<meta property="og:url" content="${address}">
<meta property="og:locale" content="${locale === 'km' ? 'km_KH' : 'en_GB'}">
`;
}

function header({ say, locale, assets }: View, { addresses, elsewhere, goes }: Page): Html {
  const other = otherLocale(locale);
  const there = addresses?.[other] ?? elsewhere ?? `/?lang=${other}`;
  return html`<header class="top">
<div class="inner">
<a class="brand" href="/?lang=${locale}"><img src="${assets.mark}" alt="" width="40" height="40"><span>${say('web.heading')}</span></a>
<nav aria-label="${say('web.navigation')}">
${
  goes === 'services'
    ? html`<a href="/${locale}/services">${say('web.services')}</a>`
    : html`<a href="/?lang=${locale}">${say('web.chat')}</a>`
}
<a href="/${locale}/dashboard">${say('web.figures')}</a>
<a href="${there}" lang="${other}" hreflang="${other}">${say('web.other-language')}</a>
</nav>
</div>
</header>`;
}

/** The last lines of every page but the chat. */
export const footer = ({ say, locale }: View): Html =>
  html`<footer class="foot"><p>${say('web.licence')}</p>
<p><a href="/${locale}/privacy">${say('privacy.title')}</a> · <a href="/${locale}/terms">${say('terms.title')}</a> · <a href="/${locale}/open-data">${say('open-data.title')}</a></p></footer>`;
