import { isUnknown } from '../catalogue/index.ts';
import type { Telling } from './telling.ts';

/** Where to ask what nobody has found out; about a fee, before paying it. */
export function whomToAsk({ service, catalogue, locale, say }: Telling, aboutFee = false): string {
  const offices = isUnknown(service.offices) ? [] : service.offices;
  const names = [
    ...new Set(
      offices.map(({ kind }) => catalogue.officeKinds.find(({ id }) => id === kind)?.name[locale] ?? kind),
    ),
  ];
  const hotline = catalogue.hotlines.find(({ id }) => id === service.hotline);
  const ask =
    names.length > 0
      ? say(aboutFee ? 'unknown.ask-fee' : 'unknown.ask', {
          office: names.slice(0, 2).join(say('condition.or')),
        })
      : say('unknown.ask-any');
  return hotline ? `${ask} ${say('unknown.call', { number: hotline.number })}` : ask;
}
