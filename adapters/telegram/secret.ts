import { sameSecret } from '../same-secret.ts';

/** Whether a header carries the secret: once, and whole. */
export const carriesSecret = (header: string | string[] | undefined, secret: string): boolean =>
  typeof header === 'string' && sameSecret(header, secret);
