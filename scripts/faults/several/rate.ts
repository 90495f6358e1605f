import type { Size } from '../row.ts';

/** Events a second among several servers; beside other tests few, and always one in hand. */
export const rateOf =
  ({ whole }: Size): (() => number) =>
  () =>
    whole ? 60 : 10;
