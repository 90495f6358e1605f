import type { Store } from '../../store.ts';

/** One process has the file: what several would have to agree on is not asked of the worker. */
export type Alone = Pick<Store, 'isOnDuty' | 'leaveDuty' | 'listen'>;

/** The store's operations as plain functions: what runs in the worker, inside a transaction. */
export type Operations = {
  readonly [Name in Exclude<keyof Store, 'close' | keyof Alone>]: (
    ...given: Parameters<Store[Name]>
  ) => Awaited<ReturnType<Store[Name]>>;
};
