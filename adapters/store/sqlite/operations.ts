import type { Store } from '../../store.ts';

/** The store's operations as plain functions: what runs in the worker, inside a transaction. */
export type Operations = {
  readonly [Name in Exclude<keyof Store, 'close'>]: (
    ...given: Parameters<Store[Name]>
  ) => Awaited<ReturnType<Store[Name]>>;
};
