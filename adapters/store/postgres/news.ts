import type { News } from '../../store.ts';
import { NEWS } from './presence.ts';

/** Tells other processes, when the transaction is on disk. The value is a payload of `Tell`. */
export const TELL = `SELECT pg_notify('${NEWS}', $1)`;

/** Tells other processes that there is something new; seldom enough to cost little. */
export interface Tell {
  (news: News): void;
  /** News as they are written into `TELL`. */
  readonly payload: (news: News) => string;
}

/** Whoever accepted takes the turns too; the others are called when there is much, and look each second by themselves. */
const PAUSE_MS = 100;

export function createTell(
  ask: (statement: string, values: readonly unknown[]) => Promise<unknown>,
  holder: () => number,
): Tell {
  let told = 0;
  const payload = (news: News) => JSON.stringify({ from: holder(), ...news });
  const tell = (news: News) => {
    if (performance.now() - told < PAUSE_MS) return;
    told = performance.now();
    // A hint: whoever does not hear it looks within a second.
    void Promise.resolve()
      .then(() => ask(TELL, [payload(news)]))
      .catch(() => undefined);
  };
  return Object.assign(tell, { payload });
}
