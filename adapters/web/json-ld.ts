import { type Description, type Fee, isUnknown, type Locale, type Service } from '../../bot/index.ts';
import { type Html, trusted } from './html.ts';
import { servicePath } from './services-page.ts';
import type { View } from './site.ts';

/**
 * The service for search engines, as schema.org GovernmentService. A data block, not a script: it is never
 * run, so the content security policy does not concern it.
 */
export function structuredData(view: View, service: Service, description: Description): Html {
  const { locale, origin, knowledge } = view;
  const sector = knowledge.catalogue.sectors.find(({ id }) => id === service.sector);
  const data = {
    '@context': 'https://schema.org',
    '@type': 'GovernmentService',
    '@id': `${origin}${servicePath(locale, service.id)}`,
    url: `${origin}${servicePath(locale, service.id)}`,
    name: description.name,
    description: description.summary,
    category: sector?.name[locale],
    areaServed: { '@type': 'Country', name: 'Cambodia', identifier: 'KH' },
    availableLanguage: ['km', 'en'],
    provider: officesOf(view, service),
    offers: description.fees.flatMap((fee) => offer(fee, locale)),
    ...(service.website ? { sameAs: service.website } : {}),
    isRelatedTo: [...description.requires, ...description.related].map(({ id, name }) => ({
      '@type': 'GovernmentService',
      name: name[locale],
      url: `${origin}${servicePath(locale, id)}`,
    })),
  };
  return trusted(`<script type="application/ld+json">${inScript(data)}</script>\n`);
}

/** JSON that cannot end the element it stands in. */
const inScript = (data: object): string => JSON.stringify(data).replaceAll('<', '\\u003c');

function officesOf({ knowledge, locale }: View, { offices }: Service): object[] {
  if (isUnknown(offices)) return [];
  return offices.flatMap(({ kind: id }) => {
    const kind = knowledge.catalogue.officeKinds.find((one) => one.id === id);
    return kind ? [{ '@type': 'GovernmentOrganization', name: kind.name[locale] }] : [];
  });
}

/**
 * Only prices that are one sure sum: anything else would be misread as one. schema.org has no word for "about" or
 * "disputed", and whoever reads `price` does not read the `description` beside it.
 */
function offer({ price, label, per, approximate, disputed }: Fee, locale: Locale): object[] {
  if (per || approximate || disputed || (price.kind !== 'amount' && price.kind !== 'free')) return [];
  const sum =
    price.kind === 'free'
      ? { price: 0, priceCurrency: 'KHR' }
      : { price: price.amount, priceCurrency: price.currency };
  return [{ '@type': 'Offer', ...(label ? { name: label[locale] } : {}), ...sum }];
}
