import { existsSync, rmSync } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';

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
  const part = `${path}.part`;
  let file: FileHandle | undefined;
  try {
    // The first piece says whether there is anything to write.
    const first = await pieces.next();
    parts.add(part);
    file = await open(part, 'w', 0o600);
    const rows = await drain(first, pieces, (piece) => file!.appendFile(piece));
    await file.sync();
    await file.close();
    refuseToReplace(path, force);
    await rename(part, path);
    parts.delete(part);
    return rows;
  } catch (error) {
    await file?.close().catch(() => undefined); // closed already
    if (file) rmSync(part, { force: true });
    throw error;
  }
}

function refuseToReplace(path: string, force: boolean): void {
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
