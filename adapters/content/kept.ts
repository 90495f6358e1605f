import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { type Built, buildContent, versionOf } from './build.ts';
import { readContent } from './files.ts';

/** What the worker is asked to do. */
export interface BuildTask {
  readonly folder: string;
  /** Where the last good build is kept. */
  readonly keep?: string;
}

type Good = Extract<Built, { ok: true }>;
interface Kept {
  readonly key: string;
  readonly built: Good;
}

/** A build, and what is still to be done when it has been handed over. */
export interface Handover {
  readonly built: Built;
  readonly afterwards: () => Promise<void>;
}

const nothing = async (): Promise<void> => {};

/**
 * Builds a folder, or takes the build that was kept of the same files by the same code. What is kept was
 * checked when it was built; anything unreadable in its place is built anew and written over afterwards.
 */
export async function buildOrTakeKept({ folder, keep }: BuildTask, code: string): Promise<Handover> {
  if (keep === undefined) return { built: await buildContent(folder), afterwards: nothing };
  const key = `${process.version} ${await hashOf(code)} ${versionOf(await readContent(folder))}`;
  const kept = await readKept(keep);
  if (kept?.key === key) return { built: kept.built, afterwards: nothing };
  const built = await buildContent(folder);
  if (!built.ok) return { built, afterwards: nothing };
  const bytes = serialize({ key, built } satisfies Kept); // before its arrays change hands
  return { built, afterwards: () => writeWhole(keep, bytes) };
}

const hashOf = async (code: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(fileURLToPath(code)))
    .digest('hex');

async function readKept(file: string): Promise<Kept | undefined> {
  try {
    return deserialize(await readFile(file)) as Kept;
  } catch {
    return undefined; // none yet, or not ours: it is only a shortcut
  }
}

/** Through a second file, so that a crash leaves the old one whole. */
async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, bytes);
  await rename(`${file}.new`, file);
}
