/**
 * A moment between nothing and what doubles with every try, up to a limit ("full jitter"): those who failed together
 * come back apart. All in milliseconds.
 */
export const fullJitter = (tries: number, firstMs: number, mostMs: number): number =>
  Math.random() * Math.min(mostMs, firstMs * 2 ** tries);
