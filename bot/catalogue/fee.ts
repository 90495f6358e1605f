import { z } from 'zod';
import { When } from './condition.ts';
import { Currency } from './fact.ts';
import { Citation, Dispute } from './source.ts';
import { Day, Id, Text } from './text.ts';

const Amount = z.int('an amount is a whole number without separators, such as 25000').positive();

/** What one step costs, in one of six ways. CPSV-AP: Cost. */
export type Price =
  | { readonly kind: 'amount'; readonly amount: number; readonly currency: Currency }
  | { readonly kind: 'free' }
  | { readonly kind: 'range'; readonly min: number; readonly max: number; readonly currency: Currency }
  | {
      readonly kind: 'percent';
      readonly rate: number;
      readonly of: Text;
      readonly fact: string;
      readonly above: number;
      readonly currency: Currency;
    }
  | { readonly kind: 'unknown' };

const Percent = z.strictObject({
  rate: z.number().positive().max(100),
  of: Text,
  fact: z.string().describe('the money fact the percentage is taken of'),
  above: Amount.optional().describe('only what exceeds this sum counts'),
});

/** The amount is per sheet, room, day…: the number fact that counts them; `after`: only what exceeds it counts (days of grace). */
const Per = z.strictObject({ fact: z.string(), after: z.int().positive().optional() });

const WAYS = ['amount', 'free', 'range', 'percent', 'unknown'] as const;

const FeeRecord = z.strictObject({
  id: Id,
  charge: Id.optional().describe(
    'steps of one charge exclude each other; different charges add up (default: service)',
  ),
  label: Text.optional().describe('names the case; required when a service has several steps'),
  amount: Amount.optional(),
  free: z.literal(true).optional(),
  range: z.strictObject({ min: z.int().min(0), max: Amount }).optional(),
  percent: Percent.optional(),
  unknown: z.literal(true).optional(),
  currency: Currency.optional(),
  approximate: z.literal(true).optional(),
  per: Per.optional(),
  when: When.optional(),
  reduced: z
    .strictObject({ amount: Amount, place: z.string().optional(), note: Text.optional() })
    .optional()
    .describe('a lower amount beside the national maximum; place: NCDD code where it holds'),
  source: Citation.optional(),
  disputed: Dispute.optional(),
  effective: z.strictObject({ from: Day.optional(), to: Day.optional() }).optional(),
  note: Text.optional(),
});

/** One price step of a service. Exactly one of amount, free, range, percent, unknown; known ones carry their source. */
export const Fee = FeeRecord.superRefine((fee, context) => {
  const ways = WAYS.filter((way) => fee[way] !== undefined);
  if (ways.length !== 1)
    context.addIssue({
      code: 'custom',
      path: [],
      message: `a fee has exactly one of ${WAYS.join(', ')}; this one has ${ways.join(' and ') || 'none'}`,
    });
  const counted = fee.amount !== undefined || fee.range !== undefined || fee.percent !== undefined;
  if (counted && !fee.currency)
    context.addIssue({ code: 'custom', path: ['currency'], message: 'a sum needs its currency: KHR or USD' });
  if (!fee.unknown && !fee.source)
    context.addIssue({
      code: 'custom',
      path: ['source'],
      message: 'a fee needs its source: {ref: …}; without one it is unknown: true',
    });
  if (fee.range && fee.range.min >= fee.range.max)
    context.addIssue({
      code: 'custom',
      path: ['range', 'max'],
      message: 'the end of a range must be above its start',
    });
  if (fee.reduced && (fee.amount === undefined || fee.reduced.amount >= fee.amount))
    context.addIssue({
      code: 'custom',
      path: ['reduced', 'amount'],
      message: 'a reduced amount stands beside a higher amount',
    });
}).transform(({ amount, free: _free, range, percent, unknown: _unknown, currency, ...fee }) => ({
  ...fee,
  price: priceOf({ amount, range, percent, currency: currency ?? 'KHR', free: _free }),
}));
export type Fee = z.output<typeof Fee>;

interface Ways {
  readonly amount: number | undefined;
  readonly range: { readonly min: number; readonly max: number } | undefined;
  readonly percent: z.output<typeof Percent> | undefined;
  readonly free: true | undefined;
  readonly currency: Currency;
}

function priceOf({ amount, range, percent, free, currency }: Ways): Price {
  if (free) return { kind: 'free' };
  if (amount !== undefined) return { kind: 'amount', amount, currency };
  if (range) return { kind: 'range', ...range, currency };
  if (percent) return { kind: 'percent', ...percent, above: percent.above ?? 0, currency };
  return { kind: 'unknown' };
}

/** A payment to the citizen, such as the maternity allowance: never a fee. */
export const Benefit = z.strictObject({
  id: Id,
  label: Text,
  amount: Amount,
  currency: Currency,
  per: Per.optional(),
  source: Citation,
  note: Text.optional(),
});
export type Benefit = z.output<typeof Benefit>;

/** The step's charge: steps of one charge exclude each other, charges add up. */
export const chargeOf = (fee: Fee): string => fee.charge ?? 'service';

/** Does the step hold on a day (2026-11-20)? Both ends of its span count. */
export const inForce = ({ effective }: Fee, day: string): boolean =>
  (effective?.from === undefined || effective.from <= day) &&
  (effective?.to === undefined || day <= effective.to);
