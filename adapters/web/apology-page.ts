import type { Service } from '../../bot/index.ts';
import { type Html, html } from './html.ts';
import { document, footer } from './layout.ts';
import { searchForm, serviceLink } from './services-page.ts';
import type { View } from './site.ts';

function apology(view: View, heading: string, told: string, more?: Html | false): string {
  return document(view, {
    title: `${heading} · ${view.say('web.heading')}`,
    goes: 'chat',
    body: html`<main id="content" class="reading"><h1>${heading}</h1><p>${told}</p>${more}
${searchForm(view)}
<p><a class="button" href="/${view.locale}/services">${view.say('web.services')}</a></p>
</main>${footer(view)}`,
  });
}

/** There is no such page. */
export const unknownPage = (view: View): string =>
  apology(view, view.say('web.unknown-page'), view.say('web.unknown-page-help'));

/** A service that is not given any more, or not now: why, and what takes its place. */
export function gonePage(view: View, service: Service): string {
  const { say, locale, knowledge } = view;
  const successor = service.replaced_by === undefined ? undefined : knowledge.service(service.replaced_by);
  const told = say(service.status === 'withdrawn' ? 'service.withdrawn' : 'service.not-now', {
    reason: service.reason?.[locale] ?? '',
  });
  return apology(
    view,
    service.name[locale],
    told.trim(),
    successor && html`<ul class="found">${serviceLink(view, successor)}</ul>`,
  );
}

/** Something failed: ours, or a request that cannot be taken. The number lets the operator find it in the log. */
export function failurePage(view: View, status: number, requestId: string): string {
  const { say } = view;
  const ours = status >= 500;
  const told = say(ours ? 'web.error-help' : 'web.refused-help');
  return apology(
    view,
    say(ours ? 'web.error' : 'web.refused'),
    told,
    ours && html`<p class="source">${requestId}</p>`,
  );
}
