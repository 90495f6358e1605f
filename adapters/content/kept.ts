import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { type Built, buildFiles, type Checked, versionOf } from './build.ts';
import { type ContentFile, readContent } from './files.ts';

/** What the worker is asked to do. */
export interface BuildTask {
  readonly folder: string;
  /** Where the last good build is kept. */
  readonly keep?: string;
}

/** What is told while it works. */
export interface BuildListeners {
  /** The files it works on, right or wrong. */
  readonly onRead?: (files: readonly ContentFile[]) => void;
  /** The catalogue, before the slower learning; of a build that was kept it is not told apart. */
  readonly onChecked?: (checked: Checked) => void;
}

type Good = Extract<Built, { ok: true }>;
interface Kept {
  readonly key: string;
  readonly built: Good;
}

/** A build, and what is still to be done when it has been handed over: resolves to why that failed, if it did. */
export interface Handover {
  readonly built: Built;
  readonly afterwards: () => Promise<string | undefined>;
}

const nothing = async (): Promise<undefined> => undefined;

/**
 * Builds a folder, or takes the build that was kept of the same files by the same code. What is kept was
 * checked when it was built; anything unreadable in its place is built anew and written over afterwards.
 */
export async function buildOrTakeKept(
  { folder, keep }: BuildTask,
  code: string,
  { onRead, onChecked }: BuildListeners = {},
): Promise<Handover> {
  const files = await readContent(folder);
  onRead?.(files);
  if (keep === undefined) return { built: buildFiles(files, onChecked), afterwards: nothing };
  const key = `${process.version} ${await hashOfProgram(code)} ${versionOf(files)}`;
  const kept = await readKept(keep);
  if (kept?.key === key) return { built: kept.built, afterwards: nothing };
  const built = buildFiles(files, onChecked);
  if (!built.ok) return { built, afterwards: nothing };
  const bytes = serialize({ key, built } satisfies Kept); // before its arrays change hands
  return { built, afterwards: () => writeWhole(keep, bytes) };
}

/** Of the bundle, which names the other bundles by their hashes, and of the packages outside it. */
async function hashOfProgram(code: string): Promise<string> {
  const packages = await readFile('package-lock.json').catch(() => '');
  return createHash('sha256')
    .update(await readFile(fileURLToPath(code)))
    .update(packages)
    .digest('hex');
}

async function readKept(file: string): Promise<Kept | undefined> {
  try {
    return deserialize(await readFile(file)) as Kept;
  } catch {
    return undefined; // none yet, or not ours: it is only a shortcut
  }
}

/** Through a second file, so that a crash leaves the old one whole; of its own name, for two may write at once. */
async function writeWhole(file: string, bytes: Uint8Array): Promise<string | undefined> {
  const fresh = `${file}.${randomUUID()}`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(fresh, bytes);
    await rename(fresh, file);
    return undefined;
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => undefined);
    return error instanceof Error ? error.message : String(error);
  }
}
