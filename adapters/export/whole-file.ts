import { randomBytes } from 'node:crypto';
import { existsSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What stands beside its place now. */
const parts = new Set<string>();

/** Removes what is not whole, when the process is told to end. */
export function removeParts(): void {
  for (const part of parts) rmSync(part, { force: true });
}

type Pieces = AsyncGenerator<string | Uint8Array, number>;

/** Writes a file beside its place and gives it its name when it is whole: never is there half of it. */
export async function writeWhole(
  path: string,
  pieces: Pieces,
  { force }: { readonly force: boolean },
): Promise<number> {
  refuseToReplace(path, force);
  // Of its own: another export may be writing to the same place, in a container even with the same process id.
  const part = `${path}.${randomBytes(4).toString('hex')}.part`;
  const plainly = inAPlainSentence(path, part);
  let file: FileHandle | undefined;
  try {
    // The first piece says whether there is anything to write.
    const first = await pieces.next();
    parts.add(part);
    const opened = await open(part, 'wx', 0o600).catch(plainly);
    file = opened;
    const rows = await drain(first, pieces, (piece) => opened.appendFile(piece).catch(plainly));
    await file.sync();
    await file.close();
    refuseToReplace(path, force);
    await rename(part, path).catch(plainly);
    parts.delete(part);
    return rows;
  } catch (error) {
    await file?.close().catch(() => undefined); // closed already
    if (file) rmSync(part, { force: true });
    parts.delete(part);
    throw error;
  }
}

/** What an operator can do something about; anything else as it is. */
const inAPlainSentence =
  (path: string, part: string) =>
  (error: NodeJS.ErrnoException): never => {
    const sentence = SENTENCES[error.code ?? '']?.(path, dirname(part));
    throw sentence === undefined ? error : new Error(sentence, { cause: error });
  };

type Sentence = (path: string, folder: string) => string;
const noFolder: Sentence = (_, folder) => `There is no folder ${folder}.`;
const mayNot: Sentence = (_, folder) => `Nothing can be written into ${folder}: this user may not.`;
const isFolder: Sentence = (path) => `${path} is a folder. Name a file.`;
const noRoom: Sentence = (_, folder) => `There is no room left in ${folder}.`;
const SENTENCES: Readonly<Record<string, Sentence>> = {
  ENOENT: noFolder,
  ENOTDIR: noFolder,
  EACCES: mayNot,
  EPERM: mayNot,
  EROFS: (_, folder) => `Nothing can be written into ${folder}: it can only be read.`,
  EISDIR: isFolder,
  ENAMETOOLONG: (path) => `The name of ${path} is too long.`,
  ENOSPC: noRoom,
  EDQUOT: noRoom,
};

function refuseToReplace(path: string, force: boolean): void {
  if (existsSync(path) && statSync(path).isDirectory()) throw new Error(isFolder(path, ''));
  if (!force && existsSync(path))
    throw new Error(`${path} is there already. Choose another name, or replace it with --force.`);
}

/** Writes pieces one after the other, each when the one before has gone out. */
export async function drain(
  first: IteratorResult<string | Uint8Array, number>,
  pieces: Pieces,
  write: (piece: string | Uint8Array) => Promise<void>,
): Promise<number> {
  for (let next = first; ; next = await pieces.next()) {
    if (next.done) return next.value;
    await write(next.value);
  }
}
