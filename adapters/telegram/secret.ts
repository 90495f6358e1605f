import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether a header carries the secret: once, whole, and compared in a time that tells nothing of it. */
export const carriesSecret = (header: string | string[] | undefined, secret: string): boolean =>
  typeof header === 'string' && timingSafeEqual(digest(header), digest(secret));
