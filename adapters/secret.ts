import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The secret that was set, or one of our own: made once, kept in a file that only we can read. */
export async function visitorSecret(set: string | undefined, folder: string): Promise<string> {
  if (set !== undefined) return set;
  const path = join(folder, 'visitor.secret');
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(path, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const secret = await readFile(path, 'utf8');
  if (secret.length < 32)
    throw new Error(`${path} is damaged: restore it from a backup, or delete it to get a new one.`);
  return secret;
}
