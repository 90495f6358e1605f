import type { Reader } from '../reader.ts';

/** Tells whether a text is the id of a conversation that is still there. */
export type IsPlatformId = (text: string) => Promise<boolean>;

const ALL = `SELECT id AS c FROM conversation UNION ALL SELECT conversation FROM inbox
  UNION ALL SELECT conversation FROM outbox`;
/** A filter of this many bits, so that memory does not grow with the conversations; who passes it is looked up. */
const BITS = 2 ** 25;
/** What is shorter names nobody. */
const SHORTEST = 5;

/** Reads all ids once. */
export async function readPlatformIds(reader: Reader): Promise<IsPlatformId> {
  const filter = new Uint32Array(BITS / 32);
  const channels = new Set<string>();
  for await (const batch of reader.stream<{ readonly c: string }>(ALL))
    for (const { c } of batch) {
      const cut = c.indexOf('/');
      channels.add(c.slice(0, cut + 1));
      for (const bit of bitsOf(c.slice(cut + 1))) filter[bit >>> 5]! |= 1 << (bit & 31);
    }
  const marks = [...channels].map(() => '?').join(', ');
  return async (text) => {
    if (text.length < SHORTEST || !bitsOf(text).every((bit) => (filter[bit >>> 5]! >>> (bit & 31)) & 1))
      return false;
    const ids = [...channels].map((channel) => channel + text);
    const found = await reader.ask(`SELECT c FROM (${ALL}) AS ids WHERE c IN (${marks}) LIMIT 1`, ids);
    return found.length > 0;
  };
}

/** Where a text is marked in the filter: three places, by two hashes (FNV-1a). */
function bitsOf(text: string): readonly number[] {
  let [one, other] = [0x811c9dc5, 0x01000193];
  for (let at = 0; at < text.length; at += 1) {
    one = Math.imul(one ^ text.charCodeAt(at), 0x01000193);
    other = Math.imul(other ^ text.charCodeAt(at), 0x85ebca6b);
  }
  return [0, 1, 2].map((nth) => ((one + Math.imul(nth, other)) >>> 0) % BITS);
}

/** Tells whether one stands in texts. */
export async function platformIdsIn(
  texts: readonly string[],
  isPlatformId: IsPlatformId,
): Promise<readonly string[]> {
  for (const id of texts.flatMap(possibleIds)) if (await isPlatformId(id)) return ['id of a platform'];
  return [];
}

/** The parts of a text that could be an id. */
const possibleIds = (text: string): readonly string[] => [
  ...new Set([...(text.match(/[A-Za-z0-9_-]+/g) ?? []), ...(text.match(/[A-Za-z0-9]+/g) ?? [])]),
];
