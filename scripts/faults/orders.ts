import { z } from 'zod';

/** The moments at which a server can be told to die or to stop. */
export const STEPS = [
  'after accept',
  'after claim',
  'before commit',
  'after commit',
  'before send',
  'after send',
] as const;
export type Step = (typeof STEPS)[number];

const Moment = z.object({ step: z.enum(STEPS), time: z.int().positive() });
const Orders = z.strictObject({
  /** Of SQLite. `NORMAL` is a control that must lose. */
  synchronous: z.enum(['FULL', 'NORMAL']).default('FULL'),
  /** Of PostgreSQL. `off` is a control that must lose. */
  synchronousCommit: z.enum(['on', 'off']).default('on'),
  /** Acknowledges first and writes after so many milliseconds: a control that must lose. */
  writesLaterMs: z.number().optional(),
  /** Dies the n-th time that a step is reached. */
  dies: Moment.optional(),
  /**
   * Stops the n-th time that a step is reached, as if the machine had stopped, until it is told to go on; what was to
   * come next comes then, or so much later.
   */
  stops: Moment.extend({ laterMs: z.int().default(0) }).optional(),
  /** A turn whose text holds this ends the process, every time it is taken. */
  deadlyText: z.string().optional(),
});
/** What a faulty server is told to do wrong; nothing by default. */
export type Orders = z.output<typeof Orders>;
export type OrdersGiven = z.input<typeof Orders>;

const VARIABLE = 'FAULTS';
/** What a faulty server says in the moment in which it stops. */
export const STOPPED = 'stopped by its orders';

export const readOrders = (): Orders => Orders.parse(JSON.parse(process.env[VARIABLE] ?? '{}'));

export const orders = (given: OrdersGiven): Readonly<Record<string, string>> => ({
  [VARIABLE]: JSON.stringify(given),
});
