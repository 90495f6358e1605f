import { createHmac, randomBytes } from 'node:crypto';
import { VISITOR_KEY } from './store/expiry.ts';
import { type Store, StoreAway } from './store.ts';

const LENGTH = 22;

/**
 * Numbers visitors so that those of a month can be told apart and nobody can be followed longer: HMAC-SHA-256 of the
 * conversation under a key of that month alone, which is destroyed when the month after it is over.
 */
export function createVisitors(store: Pick<Store, 'secret'>) {
  let current: { readonly month: string; readonly key: Promise<string> } | undefined;
  const keyOf = (month: string): Promise<string> => {
    if (current?.month === month) return current.key;
    const key = store
      .secret(VISITOR_KEY + month, randomBytes(32).toString('base64url'))
      .catch((cause: unknown) => {
        throw new StoreAway(`there is no key for visitors: ${(cause as Error).message}`, { cause });
      });
    current = { month, key };
    // What the store could not give is asked for again with the next turn.
    key.catch(() => {
      current = undefined;
    });
    return key;
  };
  /** @param day in Phnom Penh, 2026-11-20 */
  return async (conversation: string, day: string): Promise<string> =>
    createHmac('sha256', await keyOf(day.slice(0, 7)))
      .update(conversation)
      .digest('base64url')
      .slice(0, LENGTH);
}
