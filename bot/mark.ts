const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** As long as a mark can be. */
export const LONGEST_MARK = (0xffffffff).toString(36);

/**
 * Stands for a service where its id is too long to stand beside an office and a place: FNV-1a of the id, at most seven
 * of a-z and 0-9. Marks lie on the buttons of messages that were sent, so how they are made never changes.
 */
export function markOf(id: string): string {
  let sum = OFFSET;
  for (let at = 0; at < id.length; at += 1) sum = Math.imul(sum ^ id.charCodeAt(at), PRIME);
  return (sum >>> 0).toString(36);
}
