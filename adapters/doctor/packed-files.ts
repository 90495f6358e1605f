import { createHash } from 'node:crypto';
import { unpack } from '../packed.ts';
import { type IsPlatformId, platformIdsIn } from './platform-ids.ts';

/** Looks for ids of platforms in files that editors wrote, in each text once: versions of the content differ in few. */
export function createFilesLook(isPlatformId: IsPlatformId): (packed: string) => Promise<readonly string[]> {
  const looked = new Map<string, readonly string[]>();
  const foundIn = async (text: string): Promise<readonly string[]> => {
    const digest = createHash('sha256').update(text).digest('base64');
    const found = looked.get(digest) ?? (await platformIdsIn([text], isPlatformId));
    looked.set(digest, found);
    return found;
  };
  return async (packed) => {
    const files = filesIn(packed);
    if (!files) return ['not files'];
    const found = new Set<string>();
    for (const file of Object.entries(files))
      for (const text of file) for (const what of await foundIn(text)) found.add(what);
    return [...found];
  };
}

function filesIn(packed: string) {
  try {
    return unpack(packed);
  } catch {
    return undefined;
  }
}
