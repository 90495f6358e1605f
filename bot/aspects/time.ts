import { applicable, type Duration, isUnknown } from '../catalogue/index.ts';
import { statements } from './statements.ts';
import { bullet, joined, type Tell, type Telling } from './telling.ts';
import { asOf, notConfirmed } from './unknown.ts';

/** How long it takes, and until when it must be done. */
export const time: Tell = (telling) => {
  const { service, say, known, catalogue, locale } = telling;
  const { duration } = service;
  const deadlines = statements(telling, service.deadlines);
  const left = isUnknown(duration) ? [] : applicable(duration, known, catalogue.facts);
  if (left.length === 0) {
    const note = isUnknown(duration) ? duration.note?.[locale] : undefined;
    const unknown = notConfirmed(telling, say('time.unknown'), note);
    if (deadlines.lines.length === 0) return unknown;
    return {
      lines: [...deadlines.lines, say('time.unknown'), ...(note ? [note] : [])],
      citations: deadlines.citations,
    };
  }
  const lines = left.map((one) => durationWords(telling, one));
  return {
    lines: [...(lines.length > 1 ? lines.map(bullet) : lines), ...deadlines.lines],
    citations: [...left.map(({ source }) => source), ...deadlines.citations],
  };
};

function durationWords(
  telling: Telling,
  { min, max, unit, approximate, label, note, disputed, source }: Duration,
): string {
  const { locale, say } = telling;
  const span =
    max === 0
      ? say('time.at-once')
      : min
        ? say(`time.range.${unit}`, { min, count: max })
        : say(`time.${unit}`, { count: max });
  const about = approximate ? say('time.about', { span }) : span;
  const named = label ? say('fee.step', { label: label[locale], price: about }) : about;
  return joined(say, [
    named,
    asOf(telling, source),
    note?.[locale],
    disputed && say('fee.disputed', { note: disputed.note[locale] }),
  ]);
}
