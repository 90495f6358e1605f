import Fuse from 'fuse.js';

/** The allowed word that a mistyped one most likely meant, if any is near. */
export function nearest(word: string, allowed: readonly string[]): string | undefined {
  return new Fuse(allowed, { threshold: 0.4, ignoreLocation: true }).search(word, { limit: 1 })[0]?.item;
}
