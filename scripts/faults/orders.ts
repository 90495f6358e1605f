import { z } from 'zod';

/** The moments at which a server can be told to die. */
export const STEPS = [
  'after accept',
  'after claim',
  'before commit',
  'after commit',
  'before send',
  'after send',
] as const;
export type Step = (typeof STEPS)[number];

const Orders = z.strictObject({
  /** `NORMAL` is a control that must lose. */
  synchronous: z.enum(['FULL', 'NORMAL']).default('FULL'),
  /** Acknowledges first and writes after so many milliseconds: a control that must lose. */
  writesLaterMs: z.number().optional(),
  /** Dies the n-th time that a step is reached. */
  dies: z.object({ step: z.enum(STEPS), time: z.int().positive() }).optional(),
  /** A turn whose text holds this ends the process, every time it is taken. */
  deadlyText: z.string().optional(),
});
/** What a faulty server is told to do wrong; nothing by default. */
export type Orders = z.output<typeof Orders>;
export type OrdersGiven = z.input<typeof Orders>;

const VARIABLE = 'FAULTS';

export const readOrders = (): Orders => Orders.parse(JSON.parse(process.env[VARIABLE] ?? '{}'));

export const orders = (given: OrdersGiven): Readonly<Record<string, string>> => ({
  [VARIABLE]: JSON.stringify(given),
});
