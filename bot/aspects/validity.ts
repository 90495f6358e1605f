import { applicable, isUnknown, type Validity } from '../catalogue/index.ts';
import { bullet, joined, type Tell, type Telling } from './telling.ts';
import { whomToAsk } from './whom.ts';

/** How long the result may be used. */
export const validity: Tell = (telling) => {
  const { service, say, known, catalogue } = telling;
  if (service.validity === undefined || isUnknown(service.validity))
    return { lines: [say('validity.unknown'), whomToAsk(telling)], citations: [], unknown: true };
  const left = applicable(service.validity, known, catalogue.facts);
  const lines = left.map((one) => validityWords(telling, one));
  return { lines: lines.length > 1 ? lines.map(bullet) : lines, citations: left.map(({ source }) => source) };
};

function validityWords({ locale, say }: Telling, { value, unit, permanent, label, note }: Validity): string {
  const span = unit ? say(`validity.${unit}`, { count: value }) : say(permanent ? 'validity.permanent' : 'validity.once');
  const named = label ? say('fee.step', { label: label[locale], price: span }) : span;
  return joined(say, [named, note?.[locale]]);
}
