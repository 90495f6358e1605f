import { applicable, type Duration, isUnknown } from '../catalogue/index.ts';
import { statements } from './statements.ts';
import { bullet, joined, type Tell, type Telling } from './telling.ts';
import { whomToAsk } from './whom.ts';

/** How long it takes, and until when it must be done. */
export const time: Tell = (telling) => {
  const { service, say, known, catalogue } = telling;
  const deadlines = statements(telling, service.deadlines);
  if (isUnknown(service.duration)) {
    const unknown = [say('time.unknown'), whomToAsk(telling)];
    return deadlines.lines.length > 0
      ? { lines: [...deadlines.lines, say('time.unknown')], citations: deadlines.citations }
      : { lines: unknown, citations: [], unknown: true };
  }
  const left = applicable(service.duration, known, catalogue.facts);
  const lines = left.map((duration) => durationWords(telling, duration));
  return {
    lines: [...(lines.length > 1 ? lines.map(bullet) : lines), ...deadlines.lines],
    citations: [...left.flatMap(({ source, disputed }) => [source, ...(disputed ? [{ ref: disputed.source.ref }] : [])]), ...deadlines.citations],
  };
};

function durationWords({ locale, say }: Telling, { min, max, unit, approximate, label, note, disputed }: Duration): string {
  const span = max === 0 ? say('time.at-once') : min ? say(`time.range.${unit}`, { min, count: max }) : say(`time.${unit}`, { count: max });
  const about = approximate ? say('time.about', { span }) : span;
  const named = label ? say('fee.step', { label: label[locale], price: about }) : about;
  return joined(say, [named, note?.[locale], disputed && say('fee.disputed', { note: disputed.note[locale] })]);
}
