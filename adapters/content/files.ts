import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { MAX_BYTES } from './parse.ts';

/** One content file as it stands on disk. `name` is its path inside the folder, with slashes. */
export interface ContentFile {
  readonly name: string;
  readonly text: string;
  /** Its size, where it is so large that the text was left unread. */
  readonly unreadBytes?: number;
}

/** Where all YAML files of the content folder stand, in a fixed order. */
export async function contentPaths(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** All YAML files of the content folder in a fixed order. A file over the limit is not read at all. */
export async function readContent(folder: string): Promise<ContentFile[]> {
  return Promise.all(
    (await contentPaths(folder)).map(async (path) => {
      const name = relative(folder, path).split(sep).join('/');
      const { size } = await stat(path);
      return size > MAX_BYTES
        ? { name, text: '', unreadBytes: size }
        : { name, text: await readFile(path, 'utf8') };
    }),
  );
}
