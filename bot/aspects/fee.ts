import {
  applicable,
  chargeOf,
  type Fee,
  inForce,
  isMoney,
  type Known,
  type Money,
} from '../catalogue/index.ts';
import { grouped, money } from '../speech.ts';
import { decidingFact } from './deciding.ts';
import { bullet, joined, type Tell, type Telling, type Told } from './telling.ts';
import { asOf } from './unknown.ts';
import { whomToAsk } from './whom.ts';

/** What it costs: the one step that holds for the citizen's case with the sum worked out, or the steps that may hold. */
export const fee: Tell = (telling) => {
  const { service, today, say, locale } = telling;
  const steps = service.fees.filter((step) => inForce(step, today));
  const charges = [...new Set(steps.map(chargeOf))];
  const told = charges.map((charge) =>
    tellCharge(
      telling,
      steps.filter((step) => chargeOf(step) === charge),
      charges.length > 1,
    ),
  );
  const benefits = (service.benefits ?? []).map(({ label, amount, currency, per, note }) =>
    joined(say, [
      say('benefit', { what: label[locale], sum: sum(telling, amount, currency, per) }),
      note?.[locale],
    ]),
  );
  const fees = told.flatMap(({ lines }) => lines);
  const lines = [
    ...benefits,
    ...(benefits.length > 0 ? fees.map((price) => say('fee.own', { price })) : fees),
  ];
  const known = benefits.length > 0 || told.some(({ unknown }) => !unknown);
  const deciding = told.find(({ deciding: fact }) => fact)?.deciding;
  return {
    lines: [...(lines.length > 1 ? lines.map(bullet) : lines), ...(known ? [] : [whomToAsk(telling, true)])],
    citations: [
      ...(service.benefits ?? []).map(({ source }) => source),
      ...told.flatMap(({ citations }) => citations),
    ],
    ...(known ? {} : { unknown: true as const, notes: steps.flatMap(({ note }) => note?.[locale] ?? []) }),
    ...(deciding ? { deciding } : {}),
    ...(told.some(({ wantsPlace }) => wantsPlace) ? { wantsPlace: true as const } : {}),
  };
};

function tellCharge(telling: Telling, steps: readonly Fee[], oneOfSeveral: boolean): Told {
  const { known, catalogue } = telling;
  const left = applicable(steps, known, catalogue.facts);
  const deciding = decidingFact(steps, known, catalogue.facts);
  if (left.length === 0) return { lines: [telling.say('fee.unknown')], citations: [], unknown: true };
  const lines = left.map((step) => feeLine(telling, step, steps.length > 1 || oneOfSeveral));
  const placed = left.some(({ reduced }) => reduced?.place !== undefined);
  return {
    lines,
    citations: left.flatMap(({ source }) => source ?? []),
    ...(left.every(({ price }) => price.kind === 'unknown') ? { unknown: true as const } : {}),
    ...(deciding ? { deciding } : {}),
    ...(placed && telling.place === undefined ? { wantsPlace: true as const } : {}),
  };
}

function feeLine(telling: Telling, step: Fee, labelled: boolean): string {
  const { locale, say } = telling;
  const price = priceWords(telling, step);
  return joined(say, [
    labelled && step.label ? say('fee.step', { label: step.label[locale], price }) : price,
    asOf(telling, step.source),
    step.note?.[locale],
    step.disputed && say('fee.disputed', { note: step.disputed.note[locale] }),
    reducedWords(telling, step),
    step.reduced?.note?.[locale],
  ]);
}

function priceWords(telling: Telling, step: Fee): string {
  const { say, locale, known } = telling;
  const { price } = step;
  const about = (text: string) => (step.approximate ? say('fee.about', { sum: text }) : text);
  switch (price.kind) {
    case 'free':
      return say('fee.free');
    case 'unknown':
      return say('fee.unknown');
    case 'range':
      return about(
        say('fee.range', {
          min: grouped(price.min),
          max: money(say, { amount: price.max, currency: price.currency }),
        }),
      );
    case 'amount':
      return about(sum(telling, price.amount, price.currency, step.per));
    case 'percent':
      return about(percentWords(telling, price, known[price.fact], price.of[locale]));
  }
}

type Percent = Extract<Fee['price'], { kind: 'percent' }>;

function percentWords(
  { say }: Telling,
  price: Percent,
  value: Known[string] | undefined,
  of: string,
): string {
  const rule =
    price.above > 0
      ? say('fee.percent-above', {
          rate: price.rate,
          of,
          above: money(say, { amount: price.above, currency: price.currency }),
        })
      : say('fee.percent', { rate: price.rate, of });
  const due = percentOf(price, value);
  return due
    ? say('fee.percent-sum', { rule, value: money(say, value as Money), sum: money(say, due) })
    : rule;
}

/** The sum a percentage comes to, when the value is known in a currency that the threshold can be compared with. */
function percentOf({ rate, above, currency }: Percent, value: Known[string] | undefined): Money | undefined {
  if (!isMoney(value) || (above > 0 && value.currency !== currency)) return undefined;
  return { amount: Math.round((Math.max(0, value.amount - above) * rate) / 100), currency: value.currency };
}

/** "5,000 riel per room", or with the count known "10 × 5,000 = 50,000 riel". */
function sum(
  { say, locale, known, catalogue }: Telling,
  amount: number,
  currency: Money['currency'],
  per: Fee['per'],
): string {
  const one = money(say, { amount, currency });
  const fact = per && catalogue.facts.find(({ id }) => id === per.fact);
  if (!per || fact?.type !== 'number') return one;
  const count = known[per.fact];
  if (typeof count !== 'number')
    return per.after
      ? say('fee.per-after', { one, unit: fact.each[locale], after: per.after })
      : say('fee.per', { one, unit: fact.each[locale] });
  const unit = fact.unit[locale];
  const counted = Math.max(0, Math.ceil(count) - (per.after ?? 0));
  const total = money(say, { amount: counted * amount, currency });
  return per.after
    ? say('fee.sum-after', {
        count: grouped(Math.ceil(count)),
        after: per.after,
        counted: grouped(counted),
        one,
        unit,
        total,
      })
    : say('fee.sum', { counted: grouped(counted), one, unit, total });
}

function reducedWords(telling: Telling, { reduced, price, per }: Fee): string | undefined {
  if (!reduced || price.kind !== 'amount') return undefined;
  const { say, locale, catalogue, place } = telling;
  const lower = sum(telling, reduced.amount, price.currency, per);
  if (!reduced.place) return say('fee.reduced', { lower });
  const name = catalogue.places.find(({ code }) => code === reduced.place)?.name[locale] ?? reduced.place;
  if (place === reduced.place) return say('fee.reduced-here', { lower, place: name });
  return say('fee.reduced-there', { lower, place: name });
}
