import { applicable, isUnknown, type Validity } from '../catalogue/index.ts';
import { bullet, joined, type Tell, type Telling } from './telling.ts';
import { asOf, notConfirmed } from './unknown.ts';

/** How long the result may be used; nothing for a service whose result does not run out. */
export const validity: Tell = (telling) => {
  const { service, say, known, catalogue, locale } = telling;
  if (service.validity === undefined) return undefined;
  if (isUnknown(service.validity))
    return notConfirmed(telling, say('validity.unknown'), service.validity.note?.[locale]);
  const left = applicable(service.validity, known, catalogue.facts);
  if (left.length === 0) return notConfirmed(telling, say('validity.unknown'));
  const lines = left.map((one) => validityWords(telling, one));
  return { lines: lines.length > 1 ? lines.map(bullet) : lines, citations: left.map(({ source }) => source) };
};

function validityWords(telling: Telling, { value, unit, permanent, label, note, source }: Validity): string {
  const { locale, say } = telling;
  const span = unit
    ? say(`validity.${unit}`, { count: value })
    : say(permanent ? 'validity.permanent' : 'validity.once');
  const named = label ? say('fee.step', { label: label[locale], price: span }) : span;
  return joined(say, [named, asOf(telling, source), note?.[locale]]);
}
